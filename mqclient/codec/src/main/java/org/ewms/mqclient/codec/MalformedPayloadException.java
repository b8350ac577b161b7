package org.ewms.mqclient.codec;

/** A message body that is not what the Python MQClient sends; it will not become better by trying again. */
public final class MalformedPayloadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MalformedPayloadException(String message) {
        super(message);
    }

    public MalformedPayloadException(String message, Throwable cause) {
        super(message, cause);
    }
}
