package org.ewms.mqclient.nats.internal;

import io.nats.client.AuthenticationException;
import io.nats.client.JetStreamApiException;
import java.util.Optional;
import org.ewms.mqclient.BrokerUnavailableException;
import org.ewms.mqclient.ClosedException;
import org.ewms.mqclient.MqException;
import org.ewms.mqclient.RefusedException;
import org.ewms.mqclient.UnroutableException;
import org.ewms.mqclient.adapter.Failures;
import org.ewms.mqclient.adapter.SecretOutdatedException;

/** What errors of the NATS client and codes of JetStream mean. */
record NatsFailures(String address) implements Failures {
    static final int STREAM_NOT_FOUND = 10_059;
    static final int CONSUMER_NOT_FOUND = 10_014;
    static final int MESSAGE_NOT_FOUND = 10_037;
    static final int STREAM_NAME_IN_USE = 10_058;

    private static final int UNAVAILABLE = 503;

    @Override
    public boolean isTransient(Throwable error) {
        if (error instanceof MqException
                || error instanceof AuthenticationException
                || error instanceof IllegalArgumentException) {
            return false;
        }
        return answer(error)
                .map(e -> e.getErrorCode() == UNAVAILABLE || e.getApiErrorCode() == CONSUMER_NOT_FOUND)
                .orElse(true);
    }

    @Override
    public MqException describe(Throwable error, String what) {
        if (error instanceof MqException known) {
            return known;
        }
        String text = what + " at " + address + ": " + plain(error);
        if (SecretOutdatedException.isBehind(error)) {
            return new RefusedException(text, error);
        }
        if (isTransient(error)) {
            return new BrokerUnavailableException(text, error);
        }
        return code(error) == STREAM_NOT_FOUND
                ? new UnroutableException(text + " (declare the queue first)", error)
                : new RefusedException(text, error);
    }

    ClosedException closed() {
        return new ClosedException("the connection to " + address + " was closed");
    }

    /** JetStream's own error number, 0 when it is another error. */
    static int code(Throwable error) {
        return answer(error).map(JetStreamApiException::getApiErrorCode).orElse(0);
    }

    private static Optional<JetStreamApiException> answer(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof JetStreamApiException answer) {
                return Optional.of(answer);
            }
        }
        return Optional.empty();
    }

    private static String plain(Throwable error) {
        Throwable cause = error;
        while (cause.getMessage() == null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
