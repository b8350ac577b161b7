package org.ewms.mqclient.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.MqException;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.SettlementException;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;

/** A publisher and some consumers at work on one queue, each over a connection of its own, and the ledger of it all. */
public final class Traffic implements AutoCloseable {
    /** Makes a connection. */
    @FunctionalInterface
    public interface Connector {
        MessageBroker connect() throws Exception;
    }

    /**
     * How much of it.
     *
     * @param prefetch of each consumer
     * @param window of the publisher
     * @param perSecond messages published per second at most
     * @param bodyBytes size of each message
     * @param deadline of publisher and consumers
     */
    public record Shape(int consumers, int prefetch, int window, int perSecond, int bodyBytes, Duration deadline) {
        /** Three consumers of prefetch 20, window 100, at most 2,000 small messages a second, 3 minutes, in which any server is back. */
        public static Shape usual() {
            return new Shape(3, 20, 100, 2_000, 40, Duration.ofMinutes(3));
        }

        public Shape withDeadline(Duration value) {
            return new Shape(consumers, prefetch, window, perSecond, bodyBytes, value);
        }

        public Shape withBodyBytes(int value) {
            return new Shape(consumers, prefetch, window, perSecond, value, deadline);
        }

        public Shape withPerSecond(int value) {
            return new Shape(consumers, prefetch, window, value, bodyBytes, deadline);
        }

        /** Messages that may come twice when everything is cut at once: unconfirmed, or in consumers' hands. */
        public int inFlight() {
            return window + consumers * prefetch;
        }
    }

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration SLACK = Duration.ofSeconds(3);
    private static final Duration RECEIVE = Duration.ofMillis(200);
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final Connector connector;
    private final String queue;
    private final Shape shape;
    private final Ledger ledger = new Ledger();
    private final List<Throwable> problems = new CopyOnWriteArrayList<>();
    private final List<Thread> consumers = new ArrayList<>();
    private final Thread publisher;
    private volatile boolean publishing = true;
    private volatile boolean consuming = true;

    private Traffic(Connector connector, String queue, Shape shape) {
        this.connector = connector;
        this.queue = queue;
        this.shape = shape;
        publisher = Thread.ofVirtual().name("traffic-publisher").unstarted(this::publish);
    }

    /** @param queue declared already */
    public static Traffic start(Connector connector, String queue, Shape shape) {
        var traffic = new Traffic(connector, queue, shape);
        for (int i = 0; i < shape.consumers; i++) {
            traffic.consumers.add(
                    Thread.ofVirtual().name("traffic-consumer-" + i).start(traffic::consume));
        }
        traffic.publisher.start();
        return traffic;
    }

    public Ledger ledger() {
        return ledger;
    }

    public Shape shape() {
        return shape;
    }

    /** Waits until so many messages more have been confirmed, and as many more have arrived. */
    public void awaitProgress(int messages) {
        int confirmed = ledger.confirmed() + messages;
        int received = ledger.received() + messages;
        try {
            Awaitility.await("progress")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() ->
                            !problems.isEmpty() || (ledger.confirmed() >= confirmed && ledger.received() >= received));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(
                    "no progress in " + PATIENCE + ": " + confirmed + " were to be confirmed, " + received
                            + " received, but so far " + ledger,
                    e);
        }
        assertThat(problems).isEmpty();
    }

    /** Publishes nothing more, waits until all is settled, and stops; then every confirmed message must have arrived as it was sent. */
    public Ledger finish() throws InterruptedException {
        publishing = false;
        publisher.join();
        try {
            Awaitility.await("all confirmed messages")
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> !problems.isEmpty() || ledger.missing().isEmpty());
        } finally {
            close();
        }
        assertThat(problems).as("errors the client told").isEmpty();
        assertThat(ledger.missing()).as("confirmed messages that were lost").isEmpty();
        assertThat(ledger.strangers())
                .as("messages that were not what was sent")
                .isZero();
        assertInTime();
        return ledger;
    }

    /** No publication waited longer than its deadline, neither for room nor for its verdict. */
    public void assertInTime() {
        assertThat(Duration.ofNanos(ledger.longestBlockNanos()))
                .as("longest time the publisher waited for room")
                .isLessThan(shape.deadline.plus(SLACK));
        assertThat(Duration.ofNanos(ledger.longestWaitNanos()))
                .as("longest time a message waited for its verdict")
                .isLessThan(shape.deadline.plus(SLACK));
    }

    /** Waits until so many messages more have been confirmed. */
    public void awaitConfirmed(int messages) {
        int confirmed = ledger.confirmed() + messages;
        Awaitility.await("confirmations")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !problems.isEmpty() || ledger.confirmed() >= confirmed);
        assertThat(problems).isEmpty();
    }

    /** Stops, whatever is under way. */
    @Override
    public void close() throws InterruptedException {
        publishing = false;
        consuming = false;
        publisher.join();
        for (Thread consumer : consumers) {
            consumer.join();
        }
    }

    private void publish() {
        try (MessageBroker broker = connector.connect();
                Publisher to = broker.publisher(queue, new PublisherOptions(shape.window, shape.deadline))) {
            long start = System.nanoTime();
            for (int i = 0; publishing; i++) {
                LockSupport.parkNanos(start + i * NANOS_PER_SECOND / shape.perSecond - System.nanoTime());
                publish(to, i);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            problems.add(e);
        }
    }

    private void publish(Publisher to, int number) throws InterruptedException {
        long since = System.nanoTime();
        var unused = to.publish(Message.of("m" + number, body(number))).whenComplete((confirmed, problem) -> {
            ledger.waited(System.nanoTime() - since);
            if (problem == null) {
                ledger.confirm(number);
            } else {
                ledger.fail();
            }
        });
    }

    private void consume() {
        try (MessageBroker broker = connector.connect();
                Subscription from = broker.subscribe(queue, new SubscriberOptions(shape.prefetch, shape.deadline))) {
            while (consuming) {
                Delivery delivery = from.receive(RECEIVE);
                if (delivery != null) {
                    settle(delivery);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            problems.add(e);
        }
    }

    private void settle(Delivery delivery) {
        Message message = delivery.message();
        int number = message.id().matches("m[0-9]{1,9}")
                ? Integer.parseInt(message.id().substring(1))
                : -1;
        if (number >= 0 && Arrays.equals(message.body(), body(number))) {
            ledger.receive(number);
        } else {
            ledger.stranger();
        }
        try {
            delivery.ack();
        } catch (SettlementException e) {
            // It comes again, and is counted then.
            return;
        } catch (MqException e) {
            problems.add(e);
        }
    }

    private byte[] body(int number) {
        byte[] start = ("m" + number + "/").getBytes(UTF_8);
        byte[] body = Arrays.copyOf(start, Math.max(start.length, shape.bodyBytes));
        Arrays.fill(body, start.length, body.length, (byte) number);
        return body;
    }
}
