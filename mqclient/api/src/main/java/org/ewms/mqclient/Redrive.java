package org.ewms.mqclient;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

/**
 * Sends dead letters back to the queue they came from: published and confirmed there first, then acknowledged. A crash in between leaves
 * the message in both, never in neither.
 */
public final class Redrive {
    private static final int MOST_HELD = 100_000;
    private static final Duration IDLE = Duration.ofSeconds(2);

    private final MessageBroker broker;
    private final String queue;
    private final String deadLetters;
    private final Duration deadline;

    /**
     * Nothing is done yet.
     *
     * @param queue the one the messages came from
     * @param deadline how long the broker may take to confirm
     */
    public Redrive(MessageBroker broker, String queue, Duration deadline) {
        this.broker = broker;
        this.queue = queue;
        this.deadLetters = MessageBroker.deadLetterQueue(queue);
        this.deadline = deadline;
    }

    /**
     * All that are there now; what fails meanwhile stays. Returns how many.
     *
     * @throws MqException when the broker does not answer, or refuses
     */
    public long all() throws InterruptedException {
        return redrive(broker.depth(deadLetters).remaining(), 1, message -> true, new HashSet<>());
    }

    /**
     * Those with these ids; what was found is taken out of {@code ids}. The others are held until the end, so that none is seen twice.
     * Returns how many.
     *
     * @throws IllegalArgumentException when there are too many to be searched
     * @throws MqException when the broker does not answer, or refuses
     */
    public long some(Set<String> ids) throws InterruptedException {
        long there = broker.depth(deadLetters).remaining();
        if (there > MOST_HELD) {
            throw new IllegalArgumentException("there are " + there + " dead letters of " + queue + ", more than "
                    + MOST_HELD + " cannot be searched; use --all");
        }
        Set<String> wanted = new HashSet<>(ids);
        return redrive(there, (int) Math.max(1, there), message -> wanted.contains(message.id()), ids);
    }

    private long redrive(long there, int prefetch, Predicate<Message> selected, Set<String> missing)
            throws InterruptedException {
        long count = 0;
        try (Subscription subscription = broker.subscribe(deadLetters, new SubscriberOptions(prefetch, deadline));
                Publisher publisher = broker.publisher(queue, new PublisherOptions(1, deadline))) {
            for (long seen = 0; seen < there; seen++) {
                Delivery delivery = subscription.receive(IDLE);
                if (delivery == null) {
                    break;
                }
                if (selected.test(delivery.message())) {
                    publish(publisher, delivery.message());
                    delivery.ack();
                    count++;
                    missing.remove(delivery.message().id());
                }
            }
        }
        return count;
    }

    private void publish(Publisher publisher, Message dead) throws InterruptedException {
        Optional<DeadLetter> why = DeadLetter.of(dead);
        Map<String, String> headers = new HashMap<>(dead.headers());
        why.ifPresent(known -> headers.keySet().removeAll(known.headers().keySet()));
        var alive = new Message(dead.id(), dead.body(), headers);
        try {
            publisher.publish(alive.again(UUID.randomUUID().toString())).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof MqException known ? known : new IllegalStateException(e.getCause());
        }
    }
}
