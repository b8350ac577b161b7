package org.ewms.bench.pilot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.ewms.mqclient.Brokers;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.QueueSpec;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.ewms.mqclient.embedded.EmbeddedBroker;
import org.ewms.mqclient.embedded.EmbeddedBrokerOptions;
import org.ewms.mqclient.processes.BrokerServer;
import org.ewms.mqclient.processes.NatsServer;
import org.ewms.mqclient.processes.RabbitServer;

/** A broker with queues "in" and "out", and the loop a pilot is compared with. */
final class Stand implements AutoCloseable {
    static final int HELD = 1000;

    final MessageBroker broker;
    final String address;
    final String token;
    private final AutoCloseable server;
    private int fills;

    private Stand(MessageBroker broker, String uri, String token, AutoCloseable server) {
        this.broker = broker;
        this.address = uri.substring(uri.indexOf("//") + 2);
        this.token = token;
        this.server = server;
        broker.declare(QueueSpec.of("in"));
        broker.declare(QueueSpec.of("out"));
    }

    /** The kinds of broker there are. */
    enum Kind {
        EMBEDDED,
        RABBITMQ,
        NATS
    }

    static Stand start(Kind kind, Path directory) throws IOException {
        return switch (kind) {
            case EMBEDDED -> {
                EmbeddedBroker server = EmbeddedBroker.start(EmbeddedBrokerOptions.in(directory));
                yield new Stand(server.connect(), server.uri(), Files.readString(server.credentialFile()), server);
            }
            case RABBITMQ -> start(new RabbitServer(directory));
            case NATS -> start(new NatsServer(directory));
        };
    }

    private static Stand start(BrokerServer server) throws IOException {
        try {
            server.start();
            MessageBroker broker = Brokers.connect(server.uri(), ConnectOptions.defaults());
            return new Stand(broker, server.uri(), "", server);
        } catch (RuntimeException | IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the broker cannot be started: " + e.getMessage(), e);
        }
    }

    void fill(int events, byte[] body) throws InterruptedException {
        // Some brokers drop a message whose id they have seen.
        String prefix = "fill-" + fills++ + "-";
        try (Publisher publisher = broker.publisher("in", PublisherOptions.defaults())) {
            publisher.publishAll(IntStream.range(0, events)
                    .mapToObj(i -> Message.of(prefix + i, body))
                    .toList());
        }
    }

    void empty() {
        broker.purge("in");
        broker.purge("out");
    }

    /** Receives each event, publishes it, acknowledges it on confirmation. */
    void bareLoop(int events) throws InterruptedException {
        CountDownLatch left = new CountDownLatch(events);
        try (Publisher publisher = broker.publisher("out", PublisherOptions.defaults());
                Subscription subscription =
                        broker.subscribe("in", SubscriberOptions.defaults().withPrefetch(HELD))) {
            for (int i = 0; i < events; i++) {
                Delivery delivery = subscription.receive(Duration.ofSeconds(30));
                if (delivery == null) {
                    throw new IllegalStateException("only " + i + " of " + events + " events came");
                }
                publisher.publish(delivery.message()).thenRun(() -> {
                    delivery.ack();
                    left.countDown();
                });
            }
            left.await();
        }
    }

    /** Waits for results; returns when the first and the last of them came, in {@link System#nanoTime}. */
    List<Long> awaitResults(int expected) throws InterruptedException {
        long first = 0;
        try (Subscription subscription =
                broker.subscribe("out", SubscriberOptions.defaults().withPrefetch(HELD))) {
            for (int i = 0; i < expected; i++) {
                Delivery delivery = subscription.receive(Duration.ofSeconds(120));
                if (delivery == null) {
                    throw new IllegalStateException("only " + i + " of " + expected + " results came");
                }
                delivery.ack();
                first = i == 0 ? System.nanoTime() : first;
            }
        }
        return List.of(first, System.nanoTime());
    }

    @Override
    public void close() throws IOException {
        broker.close();
        try {
            server.close();
        } catch (RuntimeException | IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
