package org.ewms.mqclient.rabbitmq.internal;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AuthenticationFailureException;
import com.rabbitmq.client.Method;
import com.rabbitmq.client.ShutdownSignalException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.ewms.mqclient.BrokerUnavailableException;
import org.ewms.mqclient.ClosedException;
import org.ewms.mqclient.MqException;
import org.ewms.mqclient.RefusedException;
import org.ewms.mqclient.UnroutableException;
import org.ewms.mqclient.adapter.Failures;
import org.ewms.mqclient.adapter.SecretOutdatedException;

/** What errors of the AMQP client and reply codes of the server mean. */
record RabbitFailures(String address) implements Failures {
    /**
     * Why the server closed a channel or connection.
     *
     * @param code AMQP 0-9-1 reply code
     */
    record Reply(int code, String text) {}

    @Override
    public boolean isTransient(Throwable error) {
        if (error instanceof MqException || isRefusal(error) || error instanceof SSLException) {
            return false;
        }
        return reply(error).map(RabbitFailures::passes).orElse(true);
    }

    /**
     * Whether the server did not accept the credential. It says so; a connection that only ended while it was checked is what
     * the library takes for possibly that.
     */
    static boolean isRefusal(Throwable error) {
        return error instanceof AuthenticationFailureException;
    }

    /** Whether the server does not allow what was tried. */
    static boolean isForbidden(Throwable error) {
        return reply(error).filter(reply -> reply.code() == AMQP.ACCESS_REFUSED).isPresent();
    }

    @Override
    public MqException describe(Throwable error, String what) {
        if (error instanceof MqException known) {
            return known;
        }
        Optional<Reply> reply = reply(error);
        String text = what + " at " + address + ": " + reply.map(Reply::text).orElseGet(() -> plain(error));
        if (SecretOutdatedException.isBehind(error)) {
            return new RefusedException(text, error);
        }
        if (isTransient(error)) {
            return new BrokerUnavailableException(text, error);
        }
        return reply.isPresent() && reply.get().code() == AMQP.NOT_FOUND
                ? new UnroutableException(text + " (declare the queue first)", error)
                : new RefusedException(text, error);
    }

    ClosedException closed() {
        return new ClosedException("the connection to " + address + " was closed");
    }

    /** The server's reason, if it was the server that closed. */
    static Optional<Reply> reply(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof ShutdownSignalException signal) {
                return reply(signal.getReason());
            }
        }
        return Optional.empty();
    }

    private static Optional<Reply> reply(@org.jspecify.annotations.Nullable Method reason) {
        return switch (reason) {
            case AMQP.Channel.Close close -> Optional.of(new Reply(close.getReplyCode(), close.getReplyText()));
            case AMQP.Connection.Close close -> Optional.of(new Reply(close.getReplyCode(), close.getReplyText()));
            case null, default -> Optional.empty();
        };
    }

    private static boolean passes(Reply reply) {
        return switch (reply.code()) {
            // A quorum queue without a leader just now is reported as not found.
            case AMQP.NOT_FOUND ->
                reply.text().contains("down or inaccessible") || reply.text().contains("stopped");
            case AMQP.ACCESS_REFUSED,
                    AMQP.RESOURCE_LOCKED,
                    AMQP.PRECONDITION_FAILED,
                    AMQP.NOT_ALLOWED,
                    AMQP.NOT_IMPLEMENTED,
                    AMQP.CONTENT_TOO_LARGE -> false;
            default -> true;
        };
    }

    private static String plain(Throwable error) {
        Throwable cause = error;
        while (cause.getMessage() == null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
