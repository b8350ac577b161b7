package org.ewms.mqclient;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Publishes to one queue; every message is mandatory (must reach the queue) and confirmed (durable) or an error. Thread-safe. */
public interface Publisher extends AutoCloseable {
    /**
     * Sends without waiting for the confirmation; blocks only while the window of unconfirmed messages is full (back-pressure).
     *
     * @return completes when the broker has made the message durable, or exceptionally with an {@link MqException}
     * @throws MessageTooLargeException at once when the body exceeds what the broker takes
     */
    CompletableFuture<Void> publish(Message message) throws InterruptedException;

    /**
     * Sends all and waits for all confirmations.
     *
     * @throws BatchException naming exactly the messages that were not confirmed
     */
    void publishAll(List<Message> messages) throws InterruptedException;

    /** Waits for outstanding confirmations, then closes. */
    @Override
    void close();
}
