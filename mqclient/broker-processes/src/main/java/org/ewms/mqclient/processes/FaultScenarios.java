package org.ewms.mqclient.processes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.QueueSpec;
import org.ewms.mqclient.SettlementException;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A broker killed, stopped and frozen at random under publishers and consumers. The property {@code ewms.fault.seeds} says how many seeds
 * to run, by default one.
 */
public abstract class FaultScenarios {
    private static final int FAULTS = 3;
    private static final int CONSUMERS = 3;
    private static final int PREFETCH = 20;
    private static final int WINDOW = 100;
    private static final Duration FREEZE = Duration.ofSeconds(2);
    private static final Duration RECOVERY = Duration.ofSeconds(10);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    static Path directory;

    private final Set<String> confirmed = ConcurrentHashMap.newKeySet();
    private final Set<String> received = ConcurrentHashMap.newKeySet();
    private final AtomicInteger repeated = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private volatile boolean publishing = true;
    private volatile boolean consuming = true;

    /** A server in this directory, not yet started. */
    protected abstract BrokerServer server(Path in) throws Exception;

    /** Acknowledgements a broker may forget when it is killed, because it writes them later than it takes them. */
    protected int forgottenAcks() {
        return 0;
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Long.getLong("ewms.fault.seeds", 1L));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void no_confirmed_message_is_lost_and_only_what_was_in_flight_comes_twice(long seed) throws Exception {
        var random = new Random(seed);
        try (BrokerServer server = server(directory.resolve("seed-" + seed))) {
            server.start();
            try (MessageBroker broker = server.connect()) {
                broker.declare(new QueueSpec("work", 100));
                server.awaitRemembered("work");
                List<Thread> threads = new ArrayList<>();
                for (int i = 0; i < CONSUMERS; i++) {
                    threads.add(Thread.startVirtualThread(() -> consume(server)));
                }
                Thread publisher = Thread.startVirtualThread(() -> publish(broker));
                for (int i = 0; i < FAULTS; i++) {
                    awaitProgress();
                    long back = strike(server, random.nextInt(3));
                    awaitProgress();
                    assertThat(Duration.ofNanos(System.nanoTime() - back))
                            .as("recovery after the broker was back, seed %d", seed)
                            .isLessThan(RECOVERY);
                }
                publishing = false;
                publisher.join();
                Awaitility.await().atMost(PATIENCE).until(() -> received.containsAll(confirmed));
                consuming = false;
                for (Thread thread : threads) {
                    thread.join();
                }
            }
        }
        System.out.printf(
                "seed %d: %d confirmed, %d received, %d of them again, %d not confirmed%n",
                seed, confirmed.size(), received.size(), repeated.get(), failures.get());
        assertThat(failures).hasValue(0);
        assertThat(repeated.get()).isLessThanOrEqualTo(FAULTS * (WINDOW + CONSUMERS * PREFETCH + forgottenAcks()));
    }

    /** @return when the broker was there again, in {@link System#nanoTime} */
    private static long strike(BrokerServer server, int kind) throws Exception {
        switch (kind) {
            case 0 -> {
                server.kill();
                server.start();
            }
            case 1 -> {
                server.stop();
                server.start();
            }
            default -> {
                server.freeze();
                try {
                    boolean unused = new CountDownLatch(1).await(FREEZE.toMillis(), TimeUnit.MILLISECONDS);
                } finally {
                    server.thaw();
                }
            }
        }
        return System.nanoTime();
    }

    private void awaitProgress() {
        int before = confirmed.size();
        int consumed = received.size();
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> confirmed.size() > before + 500 && received.size() > consumed + 500);
    }

    private void publish(MessageBroker broker) {
        try (Publisher publisher = broker.publisher("work", new PublisherOptions(WINDOW, PATIENCE))) {
            for (int i = 0; publishing; i++) {
                String id = "m" + i;
                publisher.publish(Message.of(id, id.getBytes(UTF_8))).whenComplete((ok, problem) -> {
                    if (problem == null) {
                        confirmed.add(id);
                    } else {
                        failures.incrementAndGet();
                    }
                });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void consume(BrokerServer server) {
        try (MessageBroker broker = server.connect();
                Subscription subscription = broker.subscribe("work", new SubscriberOptions(PREFETCH, PATIENCE))) {
            while (consuming) {
                Delivery delivery = subscription.receive(Duration.ofMillis(200));
                if (delivery != null) {
                    settle(delivery);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException("a consumer gave up", e);
        }
    }

    private void settle(Delivery delivery) {
        if (!received.add(delivery.message().id())) {
            repeated.incrementAndGet();
        }
        try {
            delivery.ack();
        } catch (SettlementException e) {
            // It comes again, and is counted then.
            return;
        }
    }
}
