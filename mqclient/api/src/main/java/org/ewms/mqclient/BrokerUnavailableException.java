package org.ewms.mqclient;

/** The broker could not be reached within the deadline. */
public final class BrokerUnavailableException extends MqException {
    private static final long serialVersionUID = 1L;

    public BrokerUnavailableException(String message) {
        super(message);
    }

    public BrokerUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
