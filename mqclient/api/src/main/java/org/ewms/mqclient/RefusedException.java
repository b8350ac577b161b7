package org.ewms.mqclient;

/** The broker refused the message or the request, for instance for missing rights or full disk. */
public final class RefusedException extends MqException {
    private static final long serialVersionUID = 1L;

    public RefusedException(String message) {
        super(message);
    }

    public RefusedException(String message, Throwable cause) {
        super(message, cause);
    }
}
