package org.ewms.pilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DrainTest {
    private final Fixture fixture = new Fixture();
    private final MemoryBroker broker = fixture.broker;
    private final CountDownLatch release = new CountDownLatch(1);
    private final TaskRunner waiting = attempt -> {
        release.await();
        return Fixture.echo(attempt);
    };

    @AfterEach
    void stop() throws InterruptedException {
        release.countDown();
        fixture.close();
    }

    private CompletableFuture<Void> drain(Pilot pilot, Duration grace) {
        return CompletableFuture.runAsync(() -> {
            try {
                pilot.drain(grace);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Test
    void running_tasks_finish_and_waiting_events_go_back() throws InterruptedException {
        fixture.events(10);
        Pilot pilot = fixture.pilot(waiting, Fixture.PATIENT);
        CompletableFuture<StopReason> ending = Fixture.start(pilot);
        await().until(() -> pilot.status().running() == 2);
        CompletableFuture<Void> draining = drain(pilot, Duration.ofSeconds(30));
        await().until(() -> pilot.status().stopping());
        release.countDown();
        draining.join();
        assertThat(ending.join()).isEqualTo(StopReason.DRAINED);
        assertThat(broker.messages("out")).hasSize(2);
        assertThat(broker.depth("in").ready()).isEqualTo(8);
        assertThat(broker.depth("in").unsettled()).isZero();
    }

    @Test
    void after_the_grace_running_tasks_are_interrupted_and_their_events_given_back() throws InterruptedException {
        fixture.events(3);
        Pilot pilot = fixture.pilot(waiting, Fixture.PATIENT);
        CompletableFuture<StopReason> ending = Fixture.start(pilot);
        await().until(() -> pilot.status().running() == 2);
        pilot.drain(Duration.ofMillis(100));
        assertThat(ending.join()).isEqualTo(StopReason.DRAINED);
        assertThat(pilot.status().returned()).isEqualTo(2);
        assertThat(pilot.status().running()).isZero();
        assertThat(broker.depth("in").ready()).isEqualTo(3);
        assertThat(broker.messages("out")).isEmpty();
        assertThat(broker.nacks())
                .extracting(MemoryBroker.Nack::reason)
                .containsOnly("interrupted, because the pilot stopped");
    }

    @Test
    void the_late_result_of_a_task_that_ignores_its_interruption_is_dropped() throws InterruptedException {
        AtomicBoolean free = new AtomicBoolean();
        TaskRunner deaf = attempt -> {
            while (!free.get()) {
                Thread.onSpinWait();
            }
            return Fixture.echo(attempt);
        };
        fixture.events(1);
        Pilot pilot = fixture.pilot(deaf, Fixture.PATIENT.withSlots(1));
        Fixture.start(pilot);
        await().until(() -> pilot.status().running() == 1);
        pilot.drain(Duration.ZERO);
        assertThat(broker.depth("in").ready()).isEqualTo(1);
        free.set(true);
        await().until(() -> pilot.status().running() == 0);
        assertThat(broker.messages("out")).isEmpty();
        assertThat(broker.depth("in").ready()).isEqualTo(1);
    }

    @Test
    void an_idle_pilot_drains_at_once() throws InterruptedException {
        Pilot pilot = fixture.pilot(Fixture.ECHO, Fixture.PATIENT);
        CompletableFuture<StopReason> ending = Fixture.start(pilot);
        await().until(() -> broker.depth("in").consumers() == 1);
        long begin = System.nanoTime();
        pilot.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(500));
        assertThat(ending.join()).isEqualTo(StopReason.DRAINED);
        assertThat(broker.depth("in").consumers()).isZero();
    }

    @Test
    void a_pilot_drained_before_it_starts_takes_nothing() throws InterruptedException {
        fixture.events(1);
        Pilot pilot = fixture.pilot(Fixture.ECHO, Fixture.PATIENT);
        pilot.close();
        assertThat(pilot.run()).isEqualTo(StopReason.DRAINED);
        assertThat(broker.depth("in").ready()).isEqualTo(1);
    }

    @Test
    void interrupting_the_caller_of_run_interrupts_the_tasks() throws InterruptedException {
        fixture.events(2);
        Pilot pilot = fixture.pilot(waiting, Fixture.PATIENT);
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        Thread runner = Thread.ofVirtual().start(() -> {
            try {
                pilot.run();
            } catch (InterruptedException e) {
                thrown.complete(e);
            }
        });
        await().until(() -> pilot.status().running() == 2);
        runner.interrupt();
        assertThat(thrown.join()).isInstanceOf(InterruptedException.class);
        assertThat(broker.depth("in").ready()).isEqualTo(2);
    }

    @Test
    void a_grace_cannot_be_negative() {
        Pilot pilot = fixture.pilot(Fixture.ECHO, Fixture.PATIENT);
        assertThatThrownBy(() -> pilot.drain(Duration.ofSeconds(-1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("grace must not be negative, is PT-1S");
    }
}
