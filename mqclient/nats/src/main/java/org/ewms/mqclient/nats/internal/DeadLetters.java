package org.ewms.mqclient.nats.internal;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.ewms.mqclient.BrokerUnavailableException;
import org.ewms.mqclient.DeadLetter;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.MqException;
import org.ewms.mqclient.UnroutableException;
import org.ewms.mqclient.adapter.ReliablePublisher;
import org.ewms.mqclient.adapter.Retries;

/** Copies messages to dead-letter streams, confirmed, before they are removed where they came from. */
final class DeadLetters {
    private final ReliablePublisher publisher;
    private final NatsQueues queues;
    private final NatsFailures failures;
    private final Duration deadline;

    DeadLetters(ReliablePublisher publisher, NatsQueues queues, NatsFailures failures, Duration deadline) {
        this.publisher = publisher;
        this.queues = queues;
        this.failures = failures;
        this.deadline = deadline;
    }

    /** @param sequence of the message in its stream */
    void park(Message message, DeadLetter why, long sequence) {
        String target = MessageBroker.deadLetterQueue(why.queue());
        Map<String, String> headers = new HashMap<>(message.headers());
        headers.putAll(why.headers());
        var dead = new Message(message.id(), message.body(), headers).again(occasion(why.queue(), sequence));
        try {
            publish(target, dead);
        } catch (UnroutableException e) {
            Retries.<Boolean>within(deadline, "declare queue " + target, failures, () -> {
                queues.declareDeadLetterQueue(why.queue());
                return true;
            });
            publish(target, dead);
        }
    }

    private void publish(String target, Message message) {
        try {
            publisher.publish(target, message).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof MqException known ? known : failures.describe(e, "publish to " + target);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerUnavailableException("interrupted while publishing " + message.id() + " to " + target, e);
        }
    }

    /** The same for every repetition of this dead-lettering, and for no other. */
    private static String occasion(String queue, long sequence) {
        String end = "/" + sequence;
        String name = Names.stream(queue);
        return name.substring(0, Math.min(name.length(), 200 - end.length())) + end;
    }
}
