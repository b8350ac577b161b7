package org.ewms.pilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.QueueDepth;
import org.ewms.mqclient.QueueSpec;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.ewms.mqclient.processes.EmbeddedServer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A real broker killed while the pilot works. More seeds: {@code -Dpilot.loss.seeds=20}. */
class BrokerLossIT {
    private static final int EVENTS = 3000;

    @TempDir
    Path directory;

    static List<Integer> seeds() {
        return IntStream.range(0, Integer.getInteger("pilot.loss.seeds", 2))
                .boxed()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @Timeout(120)
    void no_event_is_lost_when_the_broker_is_killed_while_the_pilot_works(int seed) throws Exception {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        try (EmbeddedServer server = EmbeddedServer.started(directory);
                MessageBroker broker = server.connect(server.connectOptions().withDeadline(Duration.ofSeconds(60)))) {
            broker.declare(new QueueSpec("in", 50));
            broker.declare(QueueSpec.of("out"));
            publish(broker);
            PilotOptions options = PilotOptions.defaults("in", "out")
                    .withSlots(1 + random.nextInt(3))
                    .withPrefetch(random.nextInt(500))
                    .withBackoff(Backoff.none());
            Pilot pilot = new Pilot(broker, Fixture.ECHO, options);
            CompletableFuture<StopReason> ending = Fixture.start(pilot);
            long moment = random.nextInt(EVENTS);
            await().atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> pilot.status().taken() >= moment);
            server.kill();
            server.start();
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> broker.depth("in").equals(new QueueDepth(0, 0, 1)));
            pilot.drain(Duration.ofSeconds(20));
            assertThat(ending.join()).isEqualTo(StopReason.DRAINED);
            assertThat(results(broker)).isEqualTo(Set.copyOf(Fixture.results(EVENTS)));
            assertThat(broker.depth("in.dlq").ready()).isZero();
            System.out.println("killed after " + moment + " of " + EVENTS + ": " + pilot.status());
        }
    }

    private static void publish(MessageBroker broker) throws InterruptedException {
        try (Publisher publisher = broker.publisher("in", PublisherOptions.defaults())) {
            publisher.publishAll(IntStream.range(0, EVENTS)
                    .mapToObj(i -> Message.of("e" + i, new byte[100]))
                    .toList());
        }
    }

    private static Set<String> results(MessageBroker broker) throws InterruptedException {
        Set<String> ids = new HashSet<>();
        try (Subscription subscription =
                broker.subscribe("out", SubscriberOptions.defaults().withPrefetch(1000))) {
            Delivery delivery = subscription.receive(Duration.ofSeconds(1));
            while (delivery != null) {
                ids.add(delivery.message().id());
                delivery.ack();
                delivery = subscription.receive(Duration.ofSeconds(1));
            }
        }
        return ids;
    }
}
