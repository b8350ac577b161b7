package org.ewms.mqclient;

/** Root of everything the message-queue client throws for reasons other than a caller's mistake. */
public abstract sealed class MqException extends RuntimeException
        permits BatchException,
                BrokerUnavailableException,
                ClosedException,
                MessageTooLargeException,
                RefusedException,
                SettlementException,
                UnroutableException {
    private static final long serialVersionUID = 1L;

    protected MqException(String message) {
        super(message);
    }

    protected MqException(String message, Throwable cause) {
        super(message, cause);
    }
}
