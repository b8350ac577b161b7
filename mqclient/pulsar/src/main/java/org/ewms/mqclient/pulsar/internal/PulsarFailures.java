package org.ewms.mqclient.pulsar.internal;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.apache.pulsar.client.api.PulsarClientException;
import org.ewms.mqclient.BrokerUnavailableException;
import org.ewms.mqclient.ClosedException;
import org.ewms.mqclient.MessageTooLargeException;
import org.ewms.mqclient.MqException;
import org.ewms.mqclient.RefusedException;
import org.ewms.mqclient.UnroutableException;
import org.ewms.mqclient.adapter.Failures;

/** What errors of the Pulsar client and answers of the administration interface mean. */
record PulsarFailures(String address) implements Failures {
    @Override
    public boolean isTransient(Throwable error) {
        return switch (cause(error)) {
            case MqException ignored -> false;
            case IllegalArgumentException ignored -> false;
            case AdminException answer -> isTransient(answer);
            case PulsarClientException.AuthenticationException ignored -> false;
            case PulsarClientException.AuthorizationException ignored -> false;
            case PulsarClientException.InvalidMessageException ignored -> false;
            case PulsarClientException.InvalidConfigurationException ignored -> false;
            case PulsarClientException.InvalidServiceURL ignored -> false;
            case PulsarClientException.InvalidTopicNameException ignored -> false;
            case PulsarClientException.IncompatibleSchemaException ignored -> false;
            case PulsarClientException.NotAllowedException ignored -> false;
            case PulsarClientException.NotFoundException ignored -> false;
            case PulsarClientException.TopicDoesNotExistException ignored -> false;
            case PulsarClientException.TopicTerminatedException ignored -> false;
            case PulsarClientException.ProducerBlockedQuotaExceededError ignored -> false;
            case PulsarClientException.ProducerBlockedQuotaExceededException ignored -> false;
            default -> true;
        };
    }

    @Override
    public MqException describe(Throwable error, String what) {
        Throwable cause = cause(error);
        if (cause instanceof MqException known) {
            return known;
        }
        String text = what + " at " + address + ": " + plain(cause);
        if (isTransient(cause)) {
            return new BrokerUnavailableException(text, cause);
        }
        if (isMissing(cause)) {
            return new UnroutableException(text + " (declare the queue first)", cause);
        }
        return cause instanceof PulsarClientException.InvalidMessageException
                ? new MessageTooLargeException(text, cause)
                : new RefusedException(text, cause);
    }

    /** A server that has just started says 412 of a topic that none serves yet; other answers of that number are final. */
    private static boolean isTransient(AdminException answer) {
        return switch (answer.status()) {
            case 408, 429 -> true;
            case 412 -> answer.getMessage() != null && answer.getMessage().contains("Can't find owner");
            default -> answer.status() >= 500;
        };
    }

    ClosedException closed() {
        return new ClosedException("the connection to " + address + " was closed");
    }

    private static boolean isMissing(Throwable cause) {
        return cause instanceof AdminException answer && answer.status() == Admin.NOT_FOUND
                || cause instanceof PulsarClientException.NotFoundException
                || cause instanceof PulsarClientException.TopicDoesNotExistException;
    }

    private static Throwable cause(Throwable error) {
        Throwable cause = error;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String plain(Throwable error) {
        Throwable cause = error;
        while (cause.getMessage() == null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null
                ? cause.getClass().getSimpleName()
                : message.lines().findFirst().orElse("");
    }
}
