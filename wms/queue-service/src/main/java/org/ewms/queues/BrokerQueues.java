package org.ewms.queues;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.MqException;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.QueueDepth;
import org.ewms.mqclient.QueueSpec;
import org.ewms.mqclient.Redrive;
import org.ewms.workflow.Queue;
import org.ewms.workflow.QueueGroup;

/**
 * The queues as they are on the broker.
 *
 * <p>Every method throws {@link QueueServiceException}, naming the queue and what the broker said.
 */
public interface BrokerQueues {
    /** How long the broker may take to confirm what is sent back. */
    Duration DEADLINE = Duration.ofSeconds(30);

    /** A broker whose queues are declared by those who use them, and which we do not reach. */
    BrokerQueues LEFT_TO_CLIENTS = new BrokerQueues() {
        @Override
        public void make(QueueGroup group) {}

        @Override
        public void remove(QueueGroup group) {}

        @Override
        public Optional<Filling> filling(Queue queue) {
            return Optional.empty();
        }

        @Override
        public Optional<Long> purge(Queue queue) {
            return Optional.empty();
        }

        @Override
        public Optional<List<Message>> deadLetters(Queue queue, int most) {
            return Optional.empty();
        }

        @Override
        public Optional<Long> redrive(Queue queue) {
            return Optional.empty();
        }

        @Override
        public boolean countsExactly() {
            return false;
        }

        @Override
        public void put(Queue queue, List<Message> messages) {
            throw new QueueServiceException("queue " + queue.id() + " is not reached from here");
        }
    };

    /**
     * How full a queue is.
     *
     * @param deadLetters messages in its dead-letter queue
     */
    record Filling(QueueDepth depth, long deadLetters) {}

    /** Makes them, each with its dead-letter queue, where they are missing. */
    void make(QueueGroup group);

    /** Deletes them and their dead-letter queues, with all messages, where they are there. */
    void remove(QueueGroup group);

    /** How full the queue is; empty when we do not reach the broker. */
    Optional<Filling> filling(Queue queue);

    /** Removes what waits in the queue and returns how much it was; empty when we do not reach the broker. */
    Optional<Long> purge(Queue queue);

    /** The first of the queue's dead letters, left where they are; empty when we do not reach the broker. */
    Optional<List<Message>> deadLetters(Queue queue, int most);

    /** Sends the queue's dead letters back to it, each with all its attempts anew, and returns how many; empty when we do not reach the broker. */
    Optional<Long> redrive(Queue queue);

    /** Whether {@link #filling} tells all that is left, messages in consumers' hands included. */
    boolean countsExactly();

    /** Puts messages into the queue; durable when it returns. */
    void put(Queue queue, List<Message> messages);

    /** Queues on this broker; it stays the caller's to close. */
    static BrokerQueues on(MessageBroker broker) {
        return on(broker, Optional.empty());
    }

    /**
     * The same on a broker that keeps what roles may do, where each queue's roles are given their rights with the queue.
     *
     * @throws IllegalArgumentException when it keeps no such thing
     */
    static BrokerQueues withRoles(MessageBroker broker) {
        return on(
                broker,
                Optional.of(new QueueRoles(broker.roleRights()
                        .orElseThrow(() -> new IllegalArgumentException(broker + " keeps no rights of roles")))));
    }

    private static BrokerQueues on(MessageBroker broker, Optional<QueueRoles> roles) {
        return new BrokerQueues() {
            @Override
            public void make(QueueGroup group) {
                group.queues()
                        .forEach(queue -> told("make", queue, () -> {
                            broker.declare(
                                    new QueueSpec(queue.id(), queue.wish().maxAttempts()));
                            roles.ifPresent(each -> each.grant(queue.id()));
                            return true;
                        }));
            }

            @Override
            public void remove(QueueGroup group) {
                group.queues()
                        .forEach(queue -> told("remove", queue, () -> {
                            roles.ifPresent(each -> each.revoke(queue.id()));
                            broker.delete(queue.id());
                            return true;
                        }));
            }

            @Override
            public Optional<Filling> filling(Queue queue) {
                return told(
                        "look at",
                        queue,
                        () -> Optional.of(new Filling(
                                broker.depth(queue.id()),
                                broker.depth(MessageBroker.deadLetterQueue(queue.id()))
                                        .ready())));
            }

            @Override
            public Optional<Long> purge(Queue queue) {
                return told("purge", queue, () -> Optional.of(broker.purge(queue.id())));
            }

            @Override
            public Optional<List<Message>> deadLetters(Queue queue, int most) {
                return told(
                        "look at the dead letters of",
                        queue,
                        () -> Optional.of(broker.peek(MessageBroker.deadLetterQueue(queue.id()), most)));
            }

            @Override
            public Optional<Long> redrive(Queue queue) {
                return told("redrive", queue, () -> {
                    try {
                        return Optional.of(new Redrive(broker, queue.id(), DEADLINE).all());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new QueueServiceException("interrupted while redriving queue " + queue.id(), e);
                    }
                });
            }

            @Override
            public boolean countsExactly() {
                return broker.capabilities().countsExactly();
            }

            @Override
            public void put(Queue queue, List<Message> messages) {
                told("fill", queue, () -> {
                    try (Publisher publisher = broker.publisher(queue.id(), PublisherOptions.defaults())) {
                        publisher.publishAll(messages);
                        return true;
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new QueueServiceException("interrupted while filling queue " + queue.id(), e);
                    }
                });
            }
        };
    }

    private static <T> T told(String what, Queue queue, Supplier<T> call) {
        try {
            return call.get();
        } catch (MqException e) {
            throw new QueueServiceException(
                    "cannot " + what + " queue " + queue.id() + " (" + queue.alias() + "): " + e.getMessage(), e);
        }
    }
}
