package org.ewms.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.ewms.workflow.Samples.NOW;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkflowTest {
    private final Workflow created =
            Workflow.of("WF-1", NOW, 50, Terms.of(null), new Creation(List.of(), List.of(Samples.plan("TF-1")), null));

    @Test
    void its_steps_are_done_in_order() {
        assertThat(created.next()).hasValue(Step.CREATE);
        assertThat(created.done(Step.CREATE).next()).hasValue(Step.ACTIVATE);
        assertThat(created.done(Step.CREATE).done(Step.ACTIVATE).next()).hasValue(Step.LAUNCH);
        assertThat(created.done(Step.CREATE)
                        .done(Step.ACTIVATE)
                        .done(Step.LAUNCH)
                        .next())
                .isEmpty();
    }

    @Test
    void what_was_created_is_not_kept_twice() {
        assertThat(created.done(Step.CREATE).creation()).isEqualTo(Creation.NOTHING);
    }

    @Test
    void a_deactivated_workflow_launches_nothing_more() {
        Workflow aborted = created.deactivated(Deactivation.ABORTED, NOW).orElseThrow();
        assertThat(aborted.todo()).containsExactlyInAnyOrder(Step.CREATE, Step.STOP, Step.REMOVE_QUEUES);
        assertThat(created.done(Step.CREATE)
                        .deactivated(Deactivation.FINISHED, NOW)
                        .orElseThrow()
                        .todo())
                .containsExactlyInAnyOrder(Step.STOP, Step.REMOVE_QUEUES);
    }

    @Test
    void it_is_deactivated_once() {
        Workflow aborted = created.deactivated(Deactivation.ABORTED, NOW).orElseThrow();
        assertThat(aborted.deactivated(Deactivation.FINISHED, NOW)).isEmpty();
        assertThat(aborted.adding(Samples.plan("TF-2"))).isEmpty();
    }

    @Test
    void a_further_taskforce_is_created_and_launched() {
        Workflow running = created.done(Step.CREATE).done(Step.ACTIVATE).done(Step.LAUNCH);
        Workflow more = running.adding(Samples.plan("TF-2")).orElseThrow();
        assertThat(more.todo()).containsExactlyInAnyOrder(Step.CREATE, Step.LAUNCH);
        assertThat(more.creation().taskforces()).containsExactly(Samples.plan("TF-2"));
    }

    @Test
    void after_a_failure_it_waits_and_others_may_go_on() {
        Workflow failed = created.failed("broker away", NOW, Backoff.DEFAULT, 0.5);
        assertThat(failed.dueAt(NOW)).isFalse();
        assertThat(failed.dueAt(NOW.plusSeconds(1))).isTrue();
        assertThat(failed.attempts().lastError()).isEqualTo("broker away");
    }

    @Test
    void one_process_at_a_time_works_on_it() {
        Workflow taken =
                created.leased(new Lease("a", NOW.plusSeconds(30)), NOW).orElseThrow();
        assertThat(taken.leased(new Lease("b", NOW.plusSeconds(30)), NOW)).isEmpty();
        assertThat(taken.leased(new Lease("b", NOW.plusSeconds(90)), NOW.plusSeconds(30)))
                .isPresent();
    }

    @Test
    void waits_double_up_to_the_longest_and_spread_over_half() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60));
        assertThat(backoff.delay(1, 0)).isEqualTo(Duration.ofMillis(500));
        assertThat(backoff.delay(4, 0)).isEqualTo(Duration.ofSeconds(4));
        assertThat(backoff.delay(1000, 0)).isEqualTo(Duration.ofSeconds(30));
        assertThat(backoff.delay(1000, 0.999)).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(60));
        assertThatIllegalArgumentException().isThrownBy(() -> backoff.delay(0, 0));
    }
}
