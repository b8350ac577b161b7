package org.ewms.alerts.internal.sink;

/** A notice was not accepted; the message is one line, without secrets. */
final class SinkException extends RuntimeException {
    private static final long serialVersionUID = 1;

    SinkException(String message) {
        super(message);
    }

    SinkException(String message, Throwable cause) {
        super(message, cause);
    }
}
