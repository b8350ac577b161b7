package org.ewms.mqclient;

/** The body exceeds what the broker takes. */
public final class MessageTooLargeException extends MqException {
    private static final long serialVersionUID = 1L;

    public MessageTooLargeException(String message) {
        super(message);
    }

    public MessageTooLargeException(String message, Throwable cause) {
        super(message, cause);
    }
}
