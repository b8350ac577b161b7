package org.ewms.pilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.ewms.mqclient.DeadLetter;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.QueueDepth;
import org.ewms.mqclient.QueueSpec;
import org.ewms.mqclient.embedded.EmbeddedBroker;
import org.ewms.mqclient.embedded.EmbeddedBrokerOptions;
import org.ewms.pilot.TaskOutcome.Done;
import org.ewms.pilot.TaskOutcome.Failed;
import org.ewms.pilot.TaskOutcome.Poison;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedBrokerIT {
    private static final PilotOptions OPTIONS = PilotOptions.defaults("in", "out")
            .withSlots(2)
            .withIdle(Duration.ofSeconds(1))
            .withBackoff(Backoff.none());

    @TempDir
    static Path directory;

    @SuppressWarnings("NullAway.Init")
    private static EmbeddedBroker server;

    @SuppressWarnings("NullAway.Init")
    private static MessageBroker broker;

    @BeforeAll
    static void start() {
        server = EmbeddedBroker.start(EmbeddedBrokerOptions.in(directory));
        broker = server.connect();
    }

    @AfterAll
    static void stop() {
        broker.close();
        server.close();
    }

    @BeforeEach
    void queues() {
        broker.delete("in");
        broker.delete("out");
        broker.declare(new QueueSpec("in", 3));
        broker.declare(QueueSpec.of("out"));
    }

    /** The broker drops a message whose id it has seen, so every test, and every round, needs a prefix of its own. */
    private static void events(String prefix, int count) throws InterruptedException {
        try (Publisher publisher = broker.publisher("in", PublisherOptions.defaults())) {
            publisher.publishAll(IntStream.range(0, count)
                    .mapToObj(i -> Message.of(prefix + i, new byte[100]))
                    .toList());
        }
    }

    private static DeadLetter deadLetter() {
        List<Message> dead = broker.peek("in.dlq", 2);
        assertThat(dead).hasSize(1);
        return DeadLetter.of(dead.getFirst()).orElseThrow();
    }

    /** The reason ends with the host's name. */
    private static void assertDeadLetter(int attempts, String reason) {
        DeadLetter dead = deadLetter();
        assertThat(dead.queue()).isEqualTo("in");
        assertThat(dead.attempts()).isEqualTo(attempts);
        assertThat(dead.reason()).startsWith(reason + " (on ").endsWith(")");
    }

    @Test
    void an_event_that_fails_every_time_is_dead_lettered_with_reason_and_count() throws InterruptedException {
        events("failing-", 1);
        new Pilot(broker, attempt -> new Failed("attempt " + attempt.number() + " failed"), OPTIONS).run();
        assertDeadLetter(3, "attempt 3 failed");
    }

    @Test
    void poison_is_dead_lettered_at_once() throws InterruptedException {
        events("poison-", 1);
        new Pilot(broker, attempt -> new Poison("malformed"), OPTIONS).run();
        assertDeadLetter(1, "malformed");
    }

    @Test
    void a_failed_event_rests_before_its_next_attempt() throws InterruptedException {
        events("resting-", 1);
        long[] times = new long[4];
        TaskRunner failing = attempt -> {
            times[attempt.number()] = System.nanoTime();
            return new Failed("always");
        };
        Duration rest = Duration.ofMillis(400);
        new Pilot(broker, failing, OPTIONS.withBackoff(new Backoff(rest, rest.multipliedBy(4)))).run();
        assertThat(Duration.ofNanos(times[2] - times[1])).isGreaterThan(rest.minusMillis(50));
        assertThat(Duration.ofNanos(times[3] - times[2]))
                .isGreaterThan(rest.multipliedBy(2).minusMillis(50));
    }

    @Test
    void what_a_busy_pilot_gives_back_at_the_end_of_its_grace_runs_elsewhere() throws InterruptedException {
        events("stuck-", 20);
        CountDownLatch never = new CountDownLatch(1);
        TaskRunner stuck = attempt -> {
            never.await();
            return new Done(List.of());
        };
        Pilot first = new Pilot(broker, stuck, OPTIONS);
        CompletableFuture<StopReason> ending = Fixture.start(first);
        await().until(() -> first.status().running() == 2);
        first.drain(Duration.ofMillis(50));
        assertThat(ending.join()).isEqualTo(StopReason.DRAINED);
        assertThat(broker.depth("in")).isEqualTo(new QueueDepth(20, 0, 0));
        Pilot second = new Pilot(broker, Fixture.ECHO, OPTIONS);
        second.run();
        assertThat(second.status().done()).isEqualTo(20);
        assertThat(broker.depth("out").ready()).isEqualTo(20);
    }

    @Test
    void two_pilots_share_the_work() throws InterruptedException {
        events("shared-", 2000);
        Pilot one = new Pilot(broker, Fixture.ECHO, OPTIONS);
        Pilot two = new Pilot(broker, Fixture.ECHO, OPTIONS);
        CompletableFuture<StopReason> oneEnds = Fixture.start(one);
        CompletableFuture<StopReason> twoEnds = Fixture.start(two);
        oneEnds.join();
        twoEnds.join();
        assertThat(one.status().done() + two.status().done()).isEqualTo(2000);
        assertThat(one.status().done()).isBetween(1L, 1999L);
    }
}
