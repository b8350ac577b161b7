package org.ewms.pilot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.ewms.mqclient.Message;
import org.ewms.pilot.TaskOutcome.Done;
import org.ewms.pilot.TaskOutcome.Failed;
import org.ewms.pilot.TaskOutcome.Poison;
import org.ewms.pilot.TaskRunner.Attempt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchRunnerTest {
    private final Map<String, Integer> runs = new ConcurrentHashMap<>();

    /** Doubles what it gets; events fail, are poison or throw as their bodies say. */
    private TaskOutcome task(Attempt attempt) {
        runs.merge(attempt.event().id(), 1, Integer::sum);
        String text = new String(attempt.event().body(), UTF_8);
        return switch (text) {
            case "bad" -> new Failed("no good", FailureKind.EXIT);
            case "late" -> attempt.number() < 3 ? new Failed("not yet") : done(attempt, "at last");
            case "poison" -> new Poison("never");
            case "throw" -> throw new IllegalStateException("bug");
            default -> done(attempt, text + text);
        };
    }

    private static TaskOutcome done(Attempt attempt, String text) {
        return new Done(List.of(Message.of(attempt.event().id(), text.getBytes(UTF_8))));
    }

    private static Message event(String id, String body) {
        return Message.of(id, body.getBytes(UTF_8));
    }

    private List<Message> run(Message... events) throws InterruptedException {
        try (BatchRunner runner = new BatchRunner(this::task, 3)) {
            TaskOutcome outcome = runner.run(new Attempt(EventBatch.pack("batch", List.of(events)), 1));
            return ((Done) outcome).results();
        }
    }

    @Test
    void what_is_packed_is_unpacked() throws Exception {
        Random random = new Random(1);
        List<Message> events = IntStream.range(0, 300)
                .mapToObj(i -> {
                    byte[] body = new byte[random.nextInt(50)];
                    random.nextBytes(body);
                    return Message.of("scan/8/" + i, body);
                })
                .toList();
        List<Message> back = EventBatch.unpack(EventBatch.pack("batch", events));
        assertThat(back)
                .extracting(Message::id)
                .isEqualTo(events.stream().map(Message::id).toList());
        for (int i = 0; i < events.size(); i++) {
            assertThat(back.get(i).body()).isEqualTo(events.get(i).body());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "event 3 a\nab",
                "event x a\nabc",
                "evnt 3 a\nabc",
                "event 3 \nabc",
                "event 3 a b\nabc",
                "event 3 a",
                "event 1 a\nxevent 1 a\ny",
                "event -1 a\n",
                "event 1 a\nxevent 1 b\ny",
                ""
            })
    void what_is_no_batch_is_poison(String body) throws InterruptedException {
        Message batch = new Message("batch", body.getBytes(UTF_8), Map.of(EventBatch.HEADER, "1"));
        assertThat(new BatchRunner(this::task, 1).run(new Attempt(batch, 1)))
                .isInstanceOfSatisfying(
                        Poison.class, poison -> assertThat(poison.reason()).startsWith("malformed batch"));
        assertThat(runs).isEmpty();
    }

    @Test
    void each_event_has_its_result() throws InterruptedException {
        List<Message> results = run(event("a", "1"), event("b", "2"));
        assertThat(results)
                .extracting(each -> each.headers().get(BatchRunner.EVENT))
                .containsExactly("a", "b");
        assertThat(results).extracting(each -> new String(each.body(), UTF_8)).containsExactly("11", "22");
    }

    @Test
    void a_failing_event_has_its_attempts_and_the_others_run_once() throws InterruptedException {
        List<Message> results = run(
                event("a", "1"),
                event("b", "bad"),
                event("c", "late"),
                event("d", "poison"),
                event("e", "throw"),
                event("f", "2"));
        assertThat(runs).containsExactlyInAnyOrderEntriesOf(Map.of("a", 1, "b", 3, "c", 3, "d", 1, "e", 3, "f", 1));
        assertThat(results).extracting(Message::id).containsExactly("a", "b", "c", "d", "e", "f");
        assertThat(results.get(1).headers())
                .containsEntry(BatchRunner.FAILURE, "no good")
                .containsEntry(BatchRunner.FAILURE_KIND, "EXIT")
                .containsEntry(BatchRunner.ATTEMPTS, "3");
        assertThat(results.get(3).headers()).containsEntry(BatchRunner.FAILURE_KIND, "POISON");
        assertThat(results.get(4).headers().get(BatchRunner.FAILURE)).contains("bug");
        assertThat(new ArrayList<>(List.of(0, 2, 5)))
                .allSatisfy(i -> assertThat(results.get(i).headers()).doesNotContainKey(BatchRunner.FAILURE));
    }

    @Test
    void a_single_event_passes_through() throws InterruptedException {
        TaskOutcome outcome = new BatchRunner(this::task, 3).run(new Attempt(event("x", "bad"), 1));
        assertThat(outcome).isInstanceOf(Failed.class);
        assertThat(runs).containsEntry("x", 1);
    }

    @Test
    void a_stopping_pilot_ends_the_batch_between_events() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> run(event("a", "1"))).isInstanceOf(InterruptedException.class);
        assertThat(runs).isEmpty();
    }

    @Test
    void ids_in_a_batch_are_unique_words() {
        assertThatThrownBy(() -> EventBatch.pack("batch", List.of(event("a b", "1"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("white space");
        assertThatThrownBy(() -> EventBatch.pack("batch", List.of(event("a", "1"), event("a", "2"))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> EventBatch.pack("batch", List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
