package org.ewms.mqclient;

/** The publisher, subscription or broker connection was closed by its owner. */
public final class ClosedException extends MqException {
    private static final long serialVersionUID = 1L;

    public ClosedException(String message) {
        super(message);
    }

    public ClosedException(String message, Throwable cause) {
        super(message, cause);
    }
}
