package org.ewms.mqclient.pulsar.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.ewms.mqclient.BrokerUnavailableException;
import org.ewms.mqclient.DeadLetter;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.MqException;
import org.ewms.mqclient.UnroutableException;
import org.ewms.mqclient.adapter.ReliablePublisher;
import org.ewms.mqclient.adapter.Retries;

/**
 * Sends copies of messages into their queue again or into its dead-letter queue, confirmed, before the originals are removed. Pulsar's own
 * redelivery counts in the memory of one broker and forgets when the last consumer leaves; a copy carries its count with it.
 */
final class Elsewhere {
    /** Longer reasons would not fit beside the largest body. */
    private static final int LONGEST_REASON = 1_000;

    private final ReliablePublisher publisher;
    private final PulsarQueues queues;
    private final PulsarFailures failures;
    private final Duration deadline;
    private final InstantSource clock;

    Elsewhere(
            ReliablePublisher publisher,
            PulsarQueues queues,
            PulsarFailures failures,
            Duration deadline,
            InstantSource clock) {
        this.publisher = publisher;
        this.queues = queues;
        this.failures = failures;
        this.deadline = deadline;
        this.clock = clock;
    }

    InstantSource clock() {
        return clock;
    }

    /** @param attempts deliveries it had */
    CompletableFuture<Void> again(String queue, Message message, int attempts, Duration delay)
            throws InterruptedException {
        Map<String, String> headers = new HashMap<>(message.headers());
        headers.put(Wire.ATTEMPTS_BEFORE, Integer.toString(attempts));
        if (!delay.isZero()) {
            headers.put(Wire.NOT_BEFORE, Long.toString(clock.millis() + delay.toMillis()));
        }
        return publisher.publish(queue, new Message(message.id(), message.body(), headers));
    }

    /** Waits for {@link #again}. */
    void tryAgain(String queue, Message message, int attempts, Duration delay) {
        confirmed(queue, message, () -> again(queue, message, attempts, delay));
    }

    void park(Message message, DeadLetter why) {
        String target = MessageBroker.deadLetterQueue(why.queue());
        Map<String, String> headers = new HashMap<>(message.headers());
        headers.putAll(new DeadLetter(why.queue(), why.attempts(), shortened(why.reason())).headers());
        var dead = new Message(message.id(), message.body(), headers);
        try {
            confirmed(target, dead, () -> publisher.publish(target, dead));
        } catch (UnroutableException e) {
            Retries.<Boolean>within(deadline, "declare queue " + target, failures, () -> {
                queues.declareDeadLetterQueue(why.queue());
                return true;
            });
            confirmed(target, dead, () -> publisher.publish(target, dead));
        }
    }

    private interface Sending {
        CompletableFuture<Void> start() throws InterruptedException;
    }

    private void confirmed(String target, Message message, Sending sending) {
        try {
            sending.start().get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof MqException known ? known : failures.describe(e, "publish to " + target);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BrokerUnavailableException("interrupted while publishing " + message.id() + " to " + target, e);
        }
    }

    private static String shortened(String reason) {
        return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON) + "…";
    }
}
