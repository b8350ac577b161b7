package org.ewms.mqclient.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.ewms.mqclient.BrokerUnavailableException;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.QueueSpec;
import org.ewms.mqclient.RefusedException;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.ewms.mqclient.processes.BrokerServer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;

/** Row 13 of the fault matrix: the broker's disk is full. */
@Timeout(600)
abstract class DiskFaultScenarios {
    private static final int TIMES_LARGER = 8;
    private static final int MOST_BATCHES = 600;
    private static final int BODY = 200_000;
    private static final Duration DEADLINE = Duration.ofSeconds(8);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path directory;

    private final int smallMib;

    /** @param smallMib size of the disk that is to be full soon */
    DiskFaultScenarios(Path directory, int smallMib) {
        this.directory = directory;
        this.smallMib = smallMib;
    }

    abstract BrokerServer cramped(Path in) throws Exception;

    @Seeded
    @DisplayName(
            "publishing is refused in time, nothing confirmed is lost, and it goes on when there is room again (13)")
    void full(long seed) throws Exception {
        try (SmallDisk disk = SmallDisk.at(directory.resolve("disk-" + seed), smallMib);
                BrokerServer server = cramped(disk.directory())) {
            server.start();
            try (MessageBroker broker = server.connect()) {
                broker.declare(QueueSpec.of("work"));
                Set<String> confirmed = fill(broker);
                FaultScenario.report("full", seed, confirmed.size() + " confirmed before it was full");
                disk.resize(TIMES_LARGER * smallMib);
                Set<String> received = new HashSet<>();
                drain(broker, received, confirmed);
                assertThat(received).containsAll(confirmed);
                assertPublishesAgain(broker);
            }
        }
    }

    /** Publishes until ten messages in a row are refused; the names of those that were not. */
    private static Set<String> fill(MessageBroker broker) throws Exception {
        Set<String> confirmed = new HashSet<>();
        try (Publisher publisher = broker.publisher("work", new PublisherOptions(10, DEADLINE))) {
            int refused = 0;
            for (int batch = 0; refused < 10; batch++) {
                assertThat(batch).as("batches taken by a small disk").isLessThan(MOST_BATCHES);
                long start = System.nanoTime();
                List<CompletableFuture<Void>> futures = new ArrayList<>();
                for (int i = 0; i < 10; i++) {
                    futures.add(publisher.publish(Message.of("m" + batch + "-" + i, new byte[BODY])));
                }
                for (int i = 0; i < 10; i++) {
                    try {
                        futures.get(i).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                        confirmed.add("m" + batch + "-" + i);
                        refused = 0;
                    } catch (ExecutionException e) {
                        assertThat(e.getCause())
                                .isInstanceOfAny(RefusedException.class, BrokerUnavailableException.class);
                        refused++;
                    }
                }
                assertThat(Duration.ofNanos(System.nanoTime() - start))
                        .as("how long a batch took")
                        .isLessThan(DEADLINE.multipliedBy(2).plusSeconds(5));
            }
        }
        assertThat(confirmed).isNotEmpty();
        return confirmed;
    }

    private static void drain(MessageBroker broker, Set<String> received, Set<String> wanted)
            throws InterruptedException {
        try (Subscription subscription = broker.subscribe("work", new SubscriberOptions(10, PATIENCE))) {
            while (!received.containsAll(wanted)) {
                Delivery delivery = FaultScenario.take(subscription);
                received.add(delivery.message().id());
                delivery.ack();
            }
        }
    }

    private static void assertPublishesAgain(MessageBroker broker) {
        long start = System.nanoTime();
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(() -> {
            try (Publisher publisher = broker.publisher("work", new PublisherOptions(10, DEADLINE))) {
                return publisher
                        .publish(Message.of("after-" + System.nanoTime(), new byte[BODY]))
                        .handle((ok, problem) -> problem == null)
                        .get();
            }
        });
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .as("recovery after there was room")
                .isLessThan(FaultScenario.RECOVERY.plus(DEADLINE));
    }
}
