package org.ewms.mqclient;

/** A delivery was settled twice in different ways, or its connection is gone. */
public final class SettlementException extends MqException {
    private static final long serialVersionUID = 1L;

    public SettlementException(String message) {
        super(message);
    }

    public SettlementException(String message, Throwable cause) {
        super(message, cause);
    }
}
