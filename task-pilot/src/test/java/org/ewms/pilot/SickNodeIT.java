package org.ewms.pilot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.QueueDepth;
import org.ewms.mqclient.QueueSpec;
import org.ewms.mqclient.embedded.EmbeddedBroker;
import org.ewms.mqclient.embedded.EmbeddedBrokerOptions;
import org.ewms.pilot.internal.NodeFile;
import org.ewms.pilot.internal.NodeHealth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes of four pilots each on one queue; on one of them every task fails at once. */
@Timeout(120)
class SickNodeIT {
    private static final int EVENTS = 400;
    private static final NodeHealth.Rule RULE = new NodeHealth.Rule(3, Duration.ofSeconds(5), Duration.ofMinutes(10));
    private static final PilotOptions OPTIONS = PilotOptions.defaults("in", "out")
            .withSlots(2)
            .withPrefetch(0)
            .withIdle(Duration.ofSeconds(3))
            .withBackoff(new Backoff(Duration.ofMillis(20), Duration.ofMillis(20)));

    private static List<CompletableFuture<StopReason>> node(MessageBroker broker, Path directory, TaskRunner tasks) {
        List<CompletableFuture<StopReason>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            NodeGate gate = new NodeFile(directory, "task", RULE, Clock.systemUTC());
            all.add(Fixture.start(new Pilot(broker, tasks, OPTIONS, gate)));
        }
        return all;
    }

    @Test
    void a_node_where_everything_fails_costs_three_tasks_and_no_event(@TempDir Path directory) throws Exception {
        try (EmbeddedBroker server = EmbeddedBroker.start(EmbeddedBrokerOptions.in(directory.resolve("broker")));
                MessageBroker broker = server.connect()) {
            broker.declare(new QueueSpec("in", 5));
            broker.declare(QueueSpec.of("out"));
            try (Publisher publisher = broker.publisher("in", PublisherOptions.defaults())) {
                publisher.publishAll(IntStream.range(0, EVENTS)
                        .mapToObj(i -> Message.of("e" + i, ("body " + i).getBytes(UTF_8)))
                        .toList());
            }
            AtomicInteger lost = new AtomicInteger();
            TaskRunner failing = attempt -> {
                lost.incrementAndGet();
                return new TaskOutcome.Failed("no such file", FailureKind.EXIT);
            };
            Semaphore never = new Semaphore(0);
            TaskRunner working = attempt -> {
                never.tryAcquire(5, TimeUnit.MILLISECONDS);
                return Fixture.echo(attempt);
            };
            List<CompletableFuture<StopReason>> sick = node(broker, directory.resolve("sick"), failing);
            // The sick node has the queue for itself, and is done with it before another comes.
            sick.forEach(each -> assertThat(each.join()).isEqualTo(StopReason.FAILING));
            assertThat(lost).hasValue(3);
            List<CompletableFuture<StopReason>> well = node(broker, directory.resolve("well"), working);
            List<CompletableFuture<StopReason>> again = node(broker, directory.resolve("sick"), failing);
            well.forEach(each -> assertThat(each.join()).isEqualTo(StopReason.IDLE));
            again.forEach(CompletableFuture::join);
            assertThat(lost).as("pilots that come later know of it").hasValue(3);
            assertThat(broker.depth("in")).isEqualTo(new QueueDepth(0, 0, 0));
            assertThat(broker.depth("in.dlq").ready()).isZero();
            assertThat(broker.depth("out").ready()).isEqualTo(EVENTS);
        }
    }

    @Test
    void what_failed_where_nothing_has_succeeded_is_tried_elsewhere_though_it_had_but_one_attempt(
            @TempDir Path directory) throws Exception {
        Backoff rest = new Backoff(Duration.ofMillis(20), Duration.ofMillis(20));
        PilotOptions once = OPTIONS.withRetries(new RetryPolicy(new RetryPolicy.Rule(1, rest), Map.of()));
        try (EmbeddedBroker server = EmbeddedBroker.start(EmbeddedBrokerOptions.in(directory.resolve("broker")));
                MessageBroker broker = server.connect()) {
            broker.declare(new QueueSpec("in", 50));
            broker.declare(QueueSpec.of("out"));
            try (Publisher publisher = broker.publisher("in", PublisherOptions.defaults())) {
                publisher.publishAll(IntStream.range(0, EVENTS)
                        .mapToObj(i -> Message.of("e" + i, new byte[] {(byte) (i == EVENTS / 2 ? 1 : 0)}))
                        .toList());
            }
            TaskRunner failing = attempt -> new TaskOutcome.Failed("no such file", FailureKind.EXIT);
            TaskRunner working = attempt -> attempt.event().body()[0] == 1
                    ? new TaskOutcome.Failed("malformed", FailureKind.EXIT)
                    : Fixture.echo(attempt);
            NodeGate broken = new NodeFile(directory.resolve("sick"), "task", RULE, Clock.systemUTC());
            assertThat(Fixture.start(new Pilot(broker, failing, once, broken)).join())
                    .isEqualTo(StopReason.FAILING);
            NodeGate sound = new NodeFile(directory.resolve("well"), "task", RULE, Clock.systemUTC());
            assertThat(Fixture.start(new Pilot(broker, working, once, sound)).join())
                    .isEqualTo(StopReason.IDLE);
            assertThat(broker.depth("out").ready()).isEqualTo(EVENTS - 1);
            assertThat(broker.depth("in.dlq").ready())
                    .as("where others succeed, one attempt is one attempt")
                    .isEqualTo(1);
        }
    }

    @Test
    void a_node_that_does_well_is_not_sick_for_events_that_always_fail(@TempDir Path directory) throws Exception {
        try (EmbeddedBroker server = EmbeddedBroker.start(EmbeddedBrokerOptions.in(directory.resolve("broker")));
                MessageBroker broker = server.connect()) {
            broker.declare(new QueueSpec("in", 5));
            broker.declare(QueueSpec.of("out"));
            try (Publisher publisher = broker.publisher("in", PublisherOptions.defaults())) {
                publisher.publishAll(IntStream.range(0, EVENTS)
                        .mapToObj(i -> Message.of("e" + i, new byte[] {(byte) (i % 20 == 7 ? 1 : 0)}))
                        .toList());
            }
            TaskRunner tasks = attempt -> attempt.event().body()[0] == 1
                    ? new TaskOutcome.Failed("malformed", FailureKind.EXIT)
                    : Fixture.echo(attempt);
            node(broker, directory.resolve("node"), tasks)
                    .forEach(each -> assertThat(each.join()).isEqualTo(StopReason.IDLE));
            assertThat(broker.depth("in.dlq").ready()).isEqualTo(EVENTS / 20);
            assertThat(broker.depth("out").ready()).isEqualTo(EVENTS - EVENTS / 20);
        }
    }
}
