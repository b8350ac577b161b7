package org.ewms.batch;

/** Something a batch system could not do. Says what, to what, and what may help. */
public abstract sealed class BatchException extends RuntimeException
        permits BatchUnavailableException, BatchRefusedException, GarbledOutputException {
    private static final long serialVersionUID = 1;

    BatchException(String message) {
        super(message);
    }

    BatchException(String message, Throwable cause) {
        super(message, cause);
    }
}
