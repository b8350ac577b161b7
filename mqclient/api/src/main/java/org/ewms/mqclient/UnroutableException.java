package org.ewms.mqclient;

/** There is no such queue. */
public final class UnroutableException extends MqException {
    private static final long serialVersionUID = 1L;

    public UnroutableException(String message) {
        super(message);
    }

    public UnroutableException(String message, Throwable cause) {
        super(message, cause);
    }
}
