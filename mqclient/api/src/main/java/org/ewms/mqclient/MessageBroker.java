package org.ewms.mqclient;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A connection to one broker. Publishers and subscriptions share it; it reconnects by itself within its deadline.
 *
 * <p>Guarantees, as the contract kit states them: at-least-once; a confirmed message survives the broker's crash; consumers of one queue
 * compete; order is kept only for one consumer without redelivery.
 */
public interface MessageBroker extends AutoCloseable {
    Capabilities capabilities();

    /** Creates the queue and its dead-letter queue ({@link #deadLetterQueue}) if absent; does nothing when they exist alike. */
    void declare(QueueSpec spec);

    /** Deletes the queue and its dead-letter queue with all messages; does nothing when absent. */
    void delete(String queue);

    /** Removes all messages that are not in a consumer's hands; returns how many. */
    long purge(String queue);

    /**
     * Messages ready, and in consumers' hands.
     *
     * @throws UnroutableException when there is no such queue
     */
    QueueDepth depth(String queue);

    /** Up to {@code max} messages from the head of the queue, left where they are, unsettled. */
    List<Message> peek(String queue, int max);

    Publisher publisher(String queue, PublisherOptions options);

    Subscription subscribe(String queue, SubscriberOptions options);

    /** What roles may do; empty where the broker keeps no such thing: it knows nobody, or everybody's credential tells what it is good for. */
    default Optional<RoleRights> roleRights() {
        return Optional.empty();
    }

    /** Name of the queue where rejected and exhausted messages of {@code queue} go. */
    static String deadLetterQueue(String queue) {
        return queue + ".dlq";
    }

    /**
     * Asks the broker whether it is there.
     *
     * @throws BrokerUnavailableException naming the address and the cause
     */
    void check(Duration timeout);

    @Override
    void close();
}
