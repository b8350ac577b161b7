package org.ewms.pilot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.QueueSpec;
import org.ewms.mqclient.RefusedException;
import org.ewms.pilot.TaskLog.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class QueueTaskLogTest {
    private static final int MEGABYTE = 1_000_000;

    private final MemoryBroker broker = new MemoryBroker();

    @BeforeEach
    void queue() {
        broker.declare(QueueSpec.of("log"));
    }

    private List<Message> sent() {
        return broker.peek("log", 1000);
    }

    @Test
    void each_piece_is_a_message_that_says_whose_it_is() {
        try (TaskLog log = new QueueTaskLog(broker, "log", "p")) {
            log.chunk("e1", 2, Stream.STDOUT, "half a li".getBytes(UTF_8));
            log.chunk("e1", 2, Stream.STDERR, "oh".getBytes(UTF_8));
        }
        assertThat(sent()).extracting(each -> new String(each.body(), UTF_8)).containsExactly("half a li", "oh");
        assertThat(sent().getFirst().headers())
                .containsEntry("log-event", "e1")
                .containsEntry("log-attempt", "2")
                .containsEntry("log-stream", "stdout")
                .containsEntry("log-pilot", "p")
                .containsEntry("log-number", "1")
                .doesNotContainKey("log-dropped");
        assertThat(sent()).extracting(Message::id).doesNotHaveDuplicates();
    }

    @Test
    void a_task_is_not_held_up_by_a_slow_broker_and_what_is_dropped_is_counted() {
        broker.holdConfirms();
        try (TaskLog log = new QueueTaskLog(broker, "log", "p")) {
            log.chunk("e1", 1, Stream.STDOUT, new byte[1]);
            await().until(() -> sent().size() == 1);
            for (int i = 0; i < 10; i++) {
                log.chunk("e1", 1, Stream.STDOUT, new byte[MEGABYTE]);
            }
            broker.releaseConfirms();
            await().atMost(Duration.ofSeconds(20)).until(() -> sent().size() == 9);
            log.chunk("e1", 1, Stream.STDOUT, "after".getBytes(UTF_8));
        }
        assertThat(sent()).hasSize(10);
        assertThat(sent().getLast().headers()).containsEntry("log-dropped", Integer.toString(2 * MEGABYTE));
    }

    @Test
    void a_refusing_broker_costs_the_output_and_no_more() {
        broker.failPublishing(new RefusedException("no rights"));
        try (TaskLog log = new QueueTaskLog(broker, "log", "p")) {
            log.chunk("e1", 1, Stream.STDOUT, "lost".getBytes(UTF_8));
        }
        assertThat(sent()).isEmpty();
    }
}
