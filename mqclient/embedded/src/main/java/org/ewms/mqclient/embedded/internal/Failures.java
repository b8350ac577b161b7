package org.ewms.mqclient.embedded.internal;

import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQSecurityException;
import org.ewms.mqclient.BrokerUnavailableException;
import org.ewms.mqclient.MqException;
import org.ewms.mqclient.RefusedException;
import org.ewms.mqclient.UnroutableException;

/** What an Artemis error means to a caller. */
final class Failures {
    private Failures() {}

    /** Whether a new connection may cure it. */
    static boolean isTransient(Throwable error) {
        return !(error instanceof ActiveMQException e)
                || switch (e.getType()) {
                    case NOT_CONNECTED,
                            CONNECTION_TIMEDOUT,
                            DISCONNECTED,
                            UNBLOCKED,
                            OBJECT_CLOSED,
                            SESSION_CREATION_REJECTED,
                            TRANSACTION_ROLLED_BACK,
                            TRANSACTION_OUTCOME_UNKNOWN,
                            REMOTE_DISCONNECT,
                            SHUTDOWN_ERROR,
                            INTERNAL_ERROR,
                            TIMEOUT_EXCEPTION -> true;
                    default -> false;
                };
    }

    /** @param what the thing tried and on what, for instance {@code publish m1 to tasks} */
    static MqException describe(Throwable error, String what, Endpoint endpoint) {
        String text = what + " at " + endpoint.name() + ": " + error.getMessage();
        if (!(error instanceof ActiveMQException e)) {
            return new BrokerUnavailableException(text, error);
        }
        if (e.getCause() instanceof ActiveMQSecurityException) {
            return new RefusedException(text, error);
        }
        return switch (e.getType()) {
            case QUEUE_DOES_NOT_EXIST, ADDRESS_DOES_NOT_EXIST ->
                new UnroutableException(text + " (declare the queue first)", error);
            default -> isTransient(e) ? new BrokerUnavailableException(text, error) : new RefusedException(text, error);
        };
    }
}
