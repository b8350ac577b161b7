package org.ewms.pilot.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When a node is taken for sick. */
class NodeHealthTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final NodeHealth.Rule RULE = new NodeHealth.Rule(3, Duration.ofSeconds(5), Duration.ofMinutes(10));

    private static NodeHealth sick() {
        return NodeHealth.UNKNOWN.failed(0, RULE, NOW).failed(0, RULE, NOW).failed(0, RULE, NOW);
    }

    @Test
    void on_a_node_of_which_nothing_is_known_three_tasks_are_begun_at_a_time() {
        NodeHealth three = NodeHealth.UNKNOWN.tried(NOW).tried(NOW).tried(NOW);
        assertThat(NodeHealth.UNKNOWN.tried(NOW).tried(NOW).admits(RULE, NOW)).isTrue();
        assertThat(three.admits(RULE, NOW)).isFalse();
        assertThat(three.without(2).admits(RULE, NOW)).isTrue();
        assertThat(three.failed(1, RULE, NOW).admits(RULE, NOW)).isFalse();
    }

    @Test
    void a_success_or_a_task_that_runs_for_long_enough_proves_it() {
        assertThat(NodeHealth.UNKNOWN.healthy().proven()).isTrue();
        NodeHealth tried = NodeHealth.UNKNOWN.tried(NOW);
        assertThat(tried.at(RULE, NOW.plusSeconds(4)).proven()).isFalse();
        assertThat(tried.at(RULE, NOW.plusSeconds(5)).proven()).isTrue();
    }

    @Test
    void three_failures_in_a_row_make_it_sick_and_then_one_task_is_tried() {
        assertThat(sick().sickAt(NOW.plusSeconds(599))).isTrue();
        Instant later = NOW.plusSeconds(600);
        assertThat(sick().sickAt(later)).isFalse();
        assertThat(sick().admits(RULE, later)).isTrue();
        assertThat(sick().tried(later).admits(RULE, later)).isFalse();
        assertThat(sick().failed(0, RULE, later).sickAt(later.plusSeconds(599))).isTrue();
        assertThat(sick().healthy().failed(0, RULE, later).sickAt(later)).isFalse();
    }
}
