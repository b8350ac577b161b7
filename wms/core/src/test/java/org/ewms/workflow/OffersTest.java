package org.ewms.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ewms.workflow.Samples.NOW;
import static org.ewms.workflow.Samples.changed;

import java.util.List;
import org.ewms.workflow.TaskforceEvent.Kind;
import org.junit.jupiter.api.Test;

class OffersTest {
    private final Offers offers = new Offers(2);

    private static Taskforce startable(String uuid, int priority, int age, int failures) {
        Taskforce at = Taskforce.of(Samples.plan(uuid, priority, NOW.minusSeconds(age)));
        at = changed(TaskforceLifecycle.apply(at, Samples.event(Kind.QUEUES_ACTIVATED), NOW));
        at = changed(TaskforceLifecycle.apply(at, Samples.event(Kind.LAUNCHED), NOW));
        for (int i = 0; i < failures; i++) {
            at = changed(TaskforceLifecycle.apply(at, Samples.event(Kind.SUBMIT_FAILED), NOW));
        }
        return at;
    }

    private static Taskforce stoppable(String uuid, int priority, int age, int failures) {
        Taskforce at = startable(uuid, priority, age, 0);
        at = changed(TaskforceLifecycle.apply(at, Samples.event(Kind.SUBMITTED), NOW));
        at = changed(TaskforceLifecycle.apply(at, Samples.event(Kind.STOP_REQUESTED), NOW));
        for (int i = 0; i < failures; i++) {
            at = changed(TaskforceLifecycle.apply(at, Samples.event(Kind.REMOVE_FAILED), NOW));
        }
        return at;
    }

    private String first(Taskforce... waiting) {
        return offers.toStart(List.of(waiting), "tms", NOW).orElseThrow().uuid();
    }

    @Test
    void priority_comes_first() {
        assertThat(first(startable("low", 49, 100, 0), startable("high", 50, 1, 2)))
                .isEqualTo("high");
    }

    @Test
    void among_equals_the_one_that_failed_less() {
        assertThat(first(startable("failed", 50, 100, 1), startable("fresh", 50, 1, 0)))
                .isEqualTo("fresh");
    }

    @Test
    void among_these_the_oldest() {
        assertThat(first(startable("young", 50, 1, 0), startable("old", 50, 100, 0)))
                .isEqualTo("old");
    }

    @Test
    void after_three_failures_it_is_not_offered_and_says_why() {
        Taskforce stuck = startable("stuck", 50, 1, 3);
        assertThat(offers.toStart(List.of(stuck), "tms", NOW)).isEmpty();
        assertThat(offers.stuck(stuck)).hasValue("submission failed 3 times, last: schedd away");
        assertThat(offers.toStart(List.of(startable("not yet", 50, 1, 2)), "tms", NOW))
                .isPresent();
    }

    @Test
    void stops_go_by_age_whatever_the_priority() {
        List<Taskforce> waiting = List.of(stoppable("young", 900, 1, 0), stoppable("old", 1, 100, 2));
        assertThat(offers.toStop(waiting, "tms", NOW).orElseThrow().uuid()).isEqualTo("old");
    }

    @Test
    void a_removal_that_failed_three_times_is_stuck() {
        Taskforce stuck = stoppable("stuck", 50, 1, 3);
        assertThat(offers.toStop(List.of(stuck), "tms", NOW)).isEmpty();
        assertThat(offers.stuck(stuck)).hasValue("removal failed 3 times, last: schedd away");
    }

    @Test
    void what_another_holds_is_not_offered_until_the_lease_ends() {
        Lease lease = new Lease("a", NOW.plusSeconds(60));
        Taskforce held = changed(TaskforceLifecycle.apply(
                startable("held", 50, 1, 0), new TaskforceEvent.StartClaimed("SB-1", lease), NOW));
        assertThat(offers.toStart(List.of(held), "b", NOW)).isEmpty();
        assertThat(offers.toStart(List.of(held), "a", NOW)).isPresent();
        assertThat(offers.toStart(List.of(held), "b", NOW.plusSeconds(60))).isPresent();
    }
}
