package org.ewms.queues;

/** The queue service could not do it now; the message says why. */
public final class QueueServiceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public QueueServiceException(String message) {
        super(message);
    }

    public QueueServiceException(String message, Throwable cause) {
        super(message, cause);
    }
}
