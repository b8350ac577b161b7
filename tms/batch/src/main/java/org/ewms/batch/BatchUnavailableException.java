package org.ewms.batch;

/** The batch system did not answer, or could not be asked; whether it acted is not known. The same may succeed later. */
public final class BatchUnavailableException extends BatchException {
    private static final long serialVersionUID = 1;

    public BatchUnavailableException(String message) {
        super(message);
    }

    public BatchUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
