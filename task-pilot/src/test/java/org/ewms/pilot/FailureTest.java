package org.ewms.pilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.ewms.mqclient.BrokerUnavailableException;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.QueueDepth;
import org.ewms.mqclient.RefusedException;
import org.ewms.mqclient.UnroutableException;
import org.ewms.pilot.TaskOutcome.Done;
import org.ewms.pilot.TaskOutcome.Failed;
import org.ewms.pilot.TaskOutcome.Poison;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FailureTest {
    private static final String HERE = here();
    private static final PilotOptions AT_ONCE = Fixture.OPTIONS.withBackoff(Backoff.none());

    private final Fixture fixture = new Fixture();
    private final MemoryBroker broker = fixture.broker;

    @AfterEach
    void stop() throws InterruptedException {
        fixture.close();
    }

    private Message deadLetter() {
        assertThat(broker.messages("in.dlq")).hasSize(1);
        return broker.messages("in.dlq").getFirst();
    }

    @Test
    void a_failed_attempt_rests_longer_each_time_and_the_last_one_goes_to_the_dead_letters_with_reason_and_count()
            throws InterruptedException {
        fixture.events(1);
        Pilot pilot = fixture.pilot(
                attempt -> new Failed("attempt " + attempt.number()),
                Fixture.PATIENT.withBackoff(new Backoff(Duration.ofSeconds(2), Duration.ofSeconds(60))));
        Fixture.start(pilot);
        for (int attempt = 1; attempt <= 3; attempt++) {
            int count = attempt;
            await().until(() -> pilot.status().failed() == count);
            broker.delaysPass();
        }
        assertThat(broker.nacks())
                .containsExactly(
                        new MemoryBroker.Nack("e0", 1, Duration.ofSeconds(2), "attempt 1" + HERE),
                        new MemoryBroker.Nack("e0", 2, Duration.ofSeconds(4), "attempt 2" + HERE),
                        new MemoryBroker.Nack("e0", 3, Duration.ofSeconds(8), "attempt 3" + HERE));
        assertThat(reason(deadLetter())).isEqualTo("attempt 3");
        assertThat(deadLetter().headers()).containsEntry("ewms-attempts", "3");
        assertThat(pilot.status().lastError()).isEqualTo("e0: attempt 3");
    }

    @Test
    void a_task_told_to_end_together_with_its_pilot_has_not_failed() throws InterruptedException {
        fixture.events(1);
        CountDownLatch told = new CountDownLatch(1);
        Pilot pilot = fixture.pilot(
                attempt -> {
                    told.countDown();
                    return new Failed("exit code 143", FailureKind.TERMINATED);
                },
                Fixture.PATIENT.withSlots(1));
        CompletableFuture<StopReason> running = Fixture.start(pilot);
        told.await();
        pilot.drain(Duration.ofSeconds(20));
        running.join();
        assertThat(pilot.status().failed()).isZero();
        assertThat(pilot.status().returned()).isEqualTo(1);
    }

    @Test
    void a_task_that_alone_is_told_to_end_has_failed() throws InterruptedException {
        fixture.events(1);
        Pilot pilot = fixture.pilot(attempt -> new Failed("exit code 143", FailureKind.TERMINATED), AT_ONCE);
        pilot.run();
        assertThat(reason(deadLetter())).isEqualTo("exit code 143");
    }

    @Test
    void poison_goes_to_the_dead_letters_at_once() throws InterruptedException {
        fixture.events(2);
        Pilot pilot = fixture.pilot(
                attempt -> attempt.event().id().equals("e0") ? new Poison("no JSON") : Fixture.echo(attempt), AT_ONCE);
        pilot.run();
        assertThat(reason(deadLetter())).isEqualTo("no JSON");
        assertThat(deadLetter().headers()).containsEntry("ewms-attempts", "1");
        assertThat(fixture.ids("out")).containsExactly("r-e1");
        assertThat(pilot.status().poisoned()).isEqualTo(1);
    }

    @Test
    void whatever_a_runner_throws_costs_only_that_attempt() throws InterruptedException {
        fixture.events(5);
        TaskRunner throwing = attempt -> switch (attempt.event().id()) {
            case "e0" -> throw new IllegalStateException("broken");
            case "e1" -> throw new StackOverflowError();
            case "e2" -> throw new OutOfMemoryError("Java heap space");
            case "e3" -> throw new InterruptedException("by itself");
            default -> Fixture.echo(attempt);
        };
        Pilot pilot = fixture.pilot(throwing, AT_ONCE);
        assertThat(pilot.run()).isEqualTo(StopReason.IDLE);
        assertThat(broker.messages("in.dlq"))
                .extracting(FailureTest::reason)
                .containsExactlyInAnyOrder(
                        "java.lang.IllegalStateException: broken",
                        "java.lang.StackOverflowError",
                        "java.lang.OutOfMemoryError: Java heap space",
                        "java.lang.InterruptedException: by itself");
        assertThat(fixture.ids("out")).containsExactly("r-e4");
        assertThat(pilot.status().failed()).isEqualTo(12);
    }

    @Test
    void a_runner_that_returns_null_fails_the_attempt() throws InterruptedException {
        fixture.events(1);
        fixture.pilot(FailureTest::nothing, AT_ONCE).run();
        assertThat(reason(deadLetter())).isEqualTo("the task runner returned null");
    }

    /** Of a dead letter, without the host it tells at its end. */
    private static String reason(Message dead) {
        String reason = dead.headers().getOrDefault("ewms-reason", "");
        assertThat(reason).endsWith(HERE);
        return reason.substring(0, reason.length() - HERE.length());
    }

    private static String here() {
        try {
            return " (on " + java.net.InetAddress.getLocalHost().getHostName() + ")";
        } catch (java.net.UnknownHostException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @SuppressWarnings("NullAway")
    private static TaskOutcome nothing(TaskRunner.Attempt attempt) {
        return null;
    }

    @Test
    void a_result_too_large_for_the_broker_buries_its_event() throws InterruptedException {
        fixture.events(1);
        TaskRunner large = attempt -> new Done(List.of(Message.of("large", new byte[MemoryBroker.MAX_BODY + 1])));
        fixture.pilot(large, AT_ONCE).run();
        assertThat(reason(deadLetter()))
                .isEqualTo("result not published: Message[large, 1000001 bytes] exceeds 1000000 bytes");
    }

    @Test
    void a_result_for_an_unknown_output_fails_the_attempt() throws InterruptedException {
        fixture.events(1);
        TaskRunner astray =
                attempt -> new Done(List.of(new Message("r", new byte[0], Map.of(Pilot.OUTPUT_HEADER, "nowhere"))));
        fixture.pilot(astray, AT_ONCE).run();
        assertThat(reason(deadLetter()))
                .isEqualTo("result r is for queue 'nowhere', which is not an output of this pilot: [out]");
    }

    @Test
    void a_very_long_reason_is_cut() throws InterruptedException {
        fixture.events(1);
        fixture.pilot(attempt -> new Poison("x".repeat(1_000_000)), AT_ONCE).run();
        assertThat(reason(deadLetter())).hasSize(2001).endsWith("x…");
    }

    @Test
    void stops_when_too_many_attempts_fail_in_a_row() throws InterruptedException {
        fixture.events(100);
        Pilot pilot = fixture.pilot(
                attempt -> new Failed("sick node"), Fixture.PATIENT.withSlots(1).withFailuresInARow(5));
        assertThat(pilot.run()).isEqualTo(StopReason.FAILING);
        assertThat(pilot.status().failed()).isBetween(5L, 12L);
        assertThat(broker.depth("in").unsettled()).isZero();
    }

    @Test
    void a_success_in_between_keeps_the_pilot_going() throws InterruptedException {
        fixture.events(40);
        AtomicInteger count = new AtomicInteger();
        Pilot pilot = fixture.pilot(
                attempt -> count.incrementAndGet() % 2 == 0 ? Fixture.echo(attempt) : new Failed("every other one"),
                AT_ONCE.withSlots(1).withFailuresInARow(2));
        assertThat(pilot.run()).isEqualTo(StopReason.IDLE);
    }

    @Test
    void a_missing_queue_ends_the_pilot_before_it_takes_anything() {
        assertThatThrownBy(() -> fixture.pilot(Fixture.ECHO, Fixture.OPTIONS.withOutputs(List.of("nowhere")))
                        .run())
                .isInstanceOf(UnroutableException.class)
                .hasMessage("no queue nowhere");
        assertThatThrownBy(() -> fixture.pilot(Fixture.ECHO, Fixture.OPTIONS.withInputs(List.of("in", "nowhere")))
                        .run())
                .isInstanceOf(UnroutableException.class);
        assertThat(broker.depth("in").consumers()).isZero();
    }

    @Test
    void a_refused_result_ends_the_pilot_and_gives_the_event_back() throws InterruptedException {
        fixture.events(1);
        broker.failPublishing(new RefusedException("disk full"));
        Pilot pilot = fixture.pilot(Fixture.ECHO, Fixture.PATIENT);
        assertThatThrownBy(pilot::run).isInstanceOf(RefusedException.class).hasMessage("disk full");
        assertThat(broker.depth("in").unsettled()).isZero();
        assertThat(fixture.ids("in").size() + fixture.ids("in.dlq").size()).isEqualTo(1);
    }

    @Test
    void a_broker_that_stays_away_ends_the_pilot() throws InterruptedException {
        Pilot pilot = fixture.pilot(Fixture.ECHO, Fixture.PATIENT.withInputs(List.of("in")));
        CompletableFuture<StopReason> ending = Fixture.start(pilot);
        await().until(() -> broker.depth("in").consumers() == 1);
        broker.failReceiving(new BrokerUnavailableException("gone for 5 min"));
        assertThatThrownBy(ending::join).hasCauseInstanceOf(BrokerUnavailableException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void no_event_is_lost_whatever_happens(long seed) throws InterruptedException {
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        ConcurrentHashMap<String, Integer> fates = new ConcurrentHashMap<>();
        for (int i = 0; i < 200; i++) {
            fates.put("e" + i, random.nextInt(10));
        }
        fixture.events("robust", 200);
        TaskRunner erratic =
                attempt -> switch (fates.getOrDefault(attempt.event().id(), 9)) {
                    case 0 -> attempt.number() == 1 ? new Failed("first time") : Fixture.echo(attempt);
                    case 1 -> throw new IllegalStateException("always");
                    case 2 -> new Poison("bad");
                    default -> Fixture.echo(attempt);
                };
        PilotOptions options = AT_ONCE.withInputs(List.of("robust"))
                .withSlots(1 + random.nextInt(4))
                .withPrefetch(random.nextInt(20));
        Pilot pilot = fixture.pilot(erratic, options);
        CompletableFuture<StopReason> ending = Fixture.start(pilot);
        int losses = random.nextInt(4);
        for (int i = 0; i < losses; i++) {
            long next = random.nextInt(150);
            await().pollInterval(Duration.ofMillis(1))
                    .until(() -> pilot.status().taken() >= next);
            broker.loseConnection();
        }
        assertThat(ending.join()).isEqualTo(StopReason.IDLE);
        assertThat(broker.depth("robust")).isEqualTo(new QueueDepth(0, 0, 0));
        fates.forEach((id, fate) -> {
            String where = fate == 1 || fate == 2 ? "robust.dlq" : "out";
            assertThat(fixture.ids(where)).as("%s, fate %d", id, fate).contains(where.equals("out") ? "r-" + id : id);
        });
    }
}
