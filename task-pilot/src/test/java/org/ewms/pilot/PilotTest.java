package org.ewms.pilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.QueueDepth;
import org.ewms.mqclient.QueueSpec;
import org.ewms.pilot.TaskOutcome.Done;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PilotTest {
    private final Fixture fixture = new Fixture();
    private final MemoryBroker broker = fixture.broker;

    @AfterEach
    void stop() throws InterruptedException {
        fixture.close();
    }

    @Test
    void runs_every_event_and_publishes_its_result_then_stops_when_idle() throws InterruptedException {
        fixture.events(100);
        Pilot pilot = fixture.pilot(Fixture.ECHO, Fixture.OPTIONS);
        assertThat(pilot.run()).isEqualTo(StopReason.IDLE);
        assertThat(fixture.ids("out")).containsExactlyInAnyOrderElementsOf(Fixture.results(100));
        assertThat(broker.depth("in")).isEqualTo(new QueueDepth(0, 0, 0));
        assertThat(pilot.status().taken()).isEqualTo(100);
        assertThat(pilot.status().done()).isEqualTo(100);
        assertThat(pilot.status().running()).isZero();
        assertThat(pilot.status().lastError()).isNull();
    }

    @Test
    void acknowledges_only_after_the_result_is_confirmed() throws InterruptedException {
        broker.holdConfirms();
        Pilot pilot = fixture.pilot(Fixture.ECHO, Fixture.PATIENT);
        CompletableFuture<StopReason> ending = Fixture.start(pilot);
        Thread.ofVirtual().start(() -> publishUnconfirmed(1));
        await().until(() -> broker.unconfirmed() == 2);
        assertThat(pilot.status().done()).isZero();
        assertThat(broker.depth("in").unsettled()).isEqualTo(1);
        broker.releaseConfirms();
        await().until(() -> pilot.status().done() == 1);
        assertThat(broker.depth("in").unsettled()).isZero();
        assertThat(ending).isNotDone();
    }

    private void publishUnconfirmed(int count) {
        for (int i = 0; i < count; i++) {
            try {
                broker.publisher("in", PublisherOptions.defaults()).publish(Message.of("e" + i, new byte[0]));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void a_slot_takes_its_next_event_without_waiting_for_confirmations_but_holds_no_more_than_slots_and_prefetch()
            throws InterruptedException {
        fixture.events(50);
        broker.holdConfirms();
        Pilot pilot = fixture.pilot(Fixture.ECHO, Fixture.PATIENT.withSlots(1).withPrefetch(9));
        Fixture.start(pilot);
        await().until(() -> broker.unconfirmed() == 10);
        assertThat(broker.depth("in")).isEqualTo(new QueueDepth(40, 10, 1));
        broker.releaseConfirms();
        await().until(() -> pilot.status().done() == 50);
    }

    @Test
    void runs_as_many_tasks_at_once_as_it_has_slots() throws InterruptedException {
        CountDownLatch all = new CountDownLatch(5);
        TaskRunner meeting = attempt -> {
            all.countDown();
            all.await();
            return Fixture.echo(attempt);
        };
        fixture.events(5);
        Pilot pilot = fixture.pilot(meeting, Fixture.OPTIONS.withSlots(5));
        pilot.run();
        assertThat(pilot.status().done()).isEqualTo(5);
    }

    @Test
    void takes_from_several_queues() throws InterruptedException {
        broker.declare(QueueSpec.of("in-2"));
        fixture.events(20);
        broker.publisher("in-2", PublisherOptions.defaults())
                .publishAll(List.of(Message.of("other-1", new byte[1]), Message.of("other-2", new byte[1])));
        Pilot pilot = fixture.pilot(Fixture.ECHO, Fixture.OPTIONS.withInputs(List.of("in", "in-2")));
        assertThat(pilot.run()).isEqualTo(StopReason.IDLE);
        assertThat(fixture.ids("out")).hasSize(22).contains("r-other-1", "r-other-2");
        assertThat(broker.depth("in-2")).isEqualTo(new QueueDepth(0, 0, 0));
    }

    @Test
    void a_result_goes_to_every_output_unless_it_names_one() throws InterruptedException {
        broker.declare(QueueSpec.of("out-2"));
        TaskRunner both = attempt -> new Done(List.of(
                Message.of("for-all", new byte[0]),
                new Message("for-one", new byte[0], Map.of(Pilot.OUTPUT_HEADER, "out-2"))));
        fixture.events(1);
        fixture.pilot(both, Fixture.OPTIONS.withOutputs(List.of("out", "out-2")))
                .run();
        assertThat(fixture.ids("out")).containsExactly("for-all");
        assertThat(fixture.ids("out-2")).containsExactly("for-all", "for-one");
    }

    @Test
    void a_task_without_results_is_acknowledged() throws InterruptedException {
        fixture.events(3);
        Pilot pilot = fixture.pilot(attempt -> new Done(List.of()), Fixture.OPTIONS.withOutputs(List.of()));
        pilot.run();
        assertThat(pilot.status().done()).isEqualTo(3);
        assertThat(broker.depth("in")).isEqualTo(new QueueDepth(0, 0, 0));
    }

    @Test
    void stops_at_the_end_of_its_lifetime_with_events_left() throws InterruptedException {
        fixture.events(1);
        CountDownLatch aged = new CountDownLatch(1);
        TaskRunner slow = attempt -> {
            aged.await();
            return Fixture.echo(attempt);
        };
        PilotOptions options = Fixture.PATIENT.withLifetime(Duration.ofMillis(200));
        Pilot pilot = fixture.pilot(slow, options);
        CompletableFuture<StopReason> ending = Fixture.start(pilot);
        await().until(() -> pilot.status().running() == 1);
        fixture.events(10);
        await().until(() -> broker.depth("in").consumers() == 1);
        aged.countDown();
        assertThat(ending.join()).isEqualTo(StopReason.LIFETIME);
    }

    @Test
    void runs_an_event_once_when_it_is_delivered_again_while_it_runs() throws InterruptedException {
        CountDownLatch lost = new CountDownLatch(1);
        AtomicInteger runs = new AtomicInteger();
        TaskRunner slow = attempt -> {
            runs.incrementAndGet();
            lost.await();
            return Fixture.echo(attempt);
        };
        fixture.events(1);
        Pilot pilot = fixture.pilot(slow, Fixture.OPTIONS);
        CompletableFuture<StopReason> ending = Fixture.start(pilot);
        await().until(() -> runs.get() == 1);
        broker.loseConnection();
        await().until(() -> pilot.status().duplicates() == 1);
        lost.countDown();
        assertThat(ending.join()).isEqualTo(StopReason.IDLE);
        assertThat(runs).hasValue(1);
        assertThat(fixture.ids("out")).containsExactly("r-e0");
        assertThat(broker.depth("in")).isEqualTo(new QueueDepth(0, 0, 0));
    }

    @Test
    void does_not_run_again_what_was_done_and_only_the_acknowledgement_was_lost() throws InterruptedException {
        AtomicInteger runs = new AtomicInteger();
        TaskRunner counting = attempt -> {
            runs.incrementAndGet();
            return Fixture.echo(attempt);
        };
        fixture.events(1);
        broker.holdConfirms();
        Pilot pilot = fixture.pilot(counting, Fixture.PATIENT.withSlots(1).withPrefetch(0));
        Fixture.start(pilot);
        await().until(() -> broker.unconfirmed() == 1);
        broker.loseConnectionAndConfirm();
        await().until(() -> broker.depth("in").equals(new QueueDepth(0, 0, 1)));
        assertThat(pilot.status().done()).isEqualTo(1);
        assertThat(pilot.status().settlementsLost() + pilot.status().duplicates())
                .isPositive();
        assertThat(fixture.ids("out")).startsWith("r-e0");
    }

    @Test
    void different_events_with_the_same_id_are_both_run() throws InterruptedException {
        ConcurrentLinkedQueue<Integer> lengths = new ConcurrentLinkedQueue<>();
        CountDownLatch both = new CountDownLatch(2);
        TaskRunner recording = attempt -> {
            lengths.add(attempt.event().body().length);
            both.countDown();
            both.await();
            return new Done(List.of());
        };
        broker.publisher("in", PublisherOptions.defaults())
                .publishAll(List.of(Message.of("same", new byte[1]), Message.of("same", new byte[2])));
        fixture.pilot(recording, Fixture.OPTIONS).run();
        assertThat(lengths).containsExactlyInAnyOrder(1, 2);
        assertThat(broker.depth("in")).isEqualTo(new QueueDepth(0, 0, 0));
    }

    @Test
    void runs_only_once() throws InterruptedException {
        Pilot pilot = fixture.pilot(Fixture.ECHO, Fixture.OPTIONS.withIdle(Duration.ofMillis(1)));
        pilot.run();
        assertThatThrownBy(pilot::run).isInstanceOf(IllegalStateException.class).hasMessage("a pilot runs once");
    }
}
