package org.ewms.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ewms.workflow.Samples.NOW;
import static org.ewms.workflow.Samples.changed;
import static org.ewms.workflow.Samples.cluster;
import static org.ewms.workflow.Samples.event;
import static org.ewms.workflow.Samples.in;

import java.util.List;
import org.ewms.workflow.TaskforceEvent.Kind;
import org.ewms.workflow.TaskforceEvent.StartClaimed;
import org.ewms.workflow.TaskforceEvent.StopClaimed;
import org.ewms.workflow.TaskforceEvent.Submitted;
import org.junit.jupiter.api.Test;

class TaskforceLifecycleTest {
    private static final Lease BY_A = new Lease("a", NOW.plusSeconds(60));
    private static final Lease BY_B = new Lease("b", NOW.plusSeconds(60));

    private static Taskforce claimedByA() {
        return changed(TaskforceLifecycle.apply(in(Phase.PENDING_STARTER), new StartClaimed("SB-a", BY_A), NOW));
    }

    @Test
    void a_created_taskforce_has_one_entry_in_its_log() {
        Taskforce created = Taskforce.of(Samples.plan("TF-1"));
        assertThat(created.log()).hasSize(1);
        assertThat(created.log().getFirst())
                .returns(Phase.PRE_MQ_ACTIVATION, PhaseChange::target)
                .returns("USER", PhaseChange::source)
                .returns(true, PhaseChange::successful);
    }

    @Test
    void a_cluster_confirmed_after_the_abort_is_recorded_and_waits_for_removal() {
        Taskforce aborted =
                changed(TaskforceLifecycle.apply(in(Phase.PENDING_STARTER), event(Kind.STOP_REQUESTED), NOW));
        Taskforce late = changed(TaskforceLifecycle.apply(aborted, new Submitted(cluster(9), null), NOW));
        assertThat(late.phase()).isEqualTo(Phase.PENDING_STOPPER);
        assertThat(late.cluster()).isEqualTo(cluster(9));
        assertThat(new Offers(2).stoppable(late)).isTrue();
    }

    @Test
    void an_aborted_taskforce_without_a_cluster_is_never_offered() {
        Taskforce aborted =
                changed(TaskforceLifecycle.apply(in(Phase.PENDING_STARTER), event(Kind.STOP_REQUESTED), NOW));
        assertThat(new Offers(2).stoppable(aborted)).isFalse();
        assertThat(TaskforceLifecycle.apply(aborted, new StopClaimed(BY_A), NOW))
                .isInstanceOf(Transition.Refused.class);
    }

    @Test
    void what_was_aborted_while_being_submitted_is_offered_for_removal_by_its_submission_id() {
        Taskforce aborted = changed(TaskforceLifecycle.apply(claimedByA(), event(Kind.STOP_REQUESTED), NOW));
        Offers offers = new Offers(2);
        assertThat(offers.toStop(List.of(aborted), "b", NOW))
                .as("it may be about to be submitted")
                .isEmpty();
        assertThat(offers.toStop(List.of(aborted), "b", NOW.plusSeconds(60))).isPresent();
        assertThat(offers.toStop(List.of(aborted), "", NOW.plusSeconds(60)))
                .as("it could not find it")
                .isEmpty();
    }

    @Test
    void a_taskforce_aborted_before_it_was_offered_takes_no_cluster() {
        Taskforce aborted = changed(TaskforceLifecycle.apply(in(Phase.PRE_LAUNCH), event(Kind.STOP_REQUESTED), NOW));
        assertThat(TaskforceLifecycle.apply(aborted, new Submitted(cluster(9), null), NOW))
                .isInstanceOf(Transition.Refused.class);
    }

    @Test
    void while_one_holds_the_lease_no_other_gets_it() {
        assertThat(TaskforceLifecycle.apply(claimedByA(), new StartClaimed("SB-b", BY_B), NOW))
                .isInstanceOf(Transition.Refused.class);
    }

    @Test
    void who_takes_over_an_expired_lease_gets_the_same_submission_id() {
        Taskforce taken = changed(TaskforceLifecycle.apply(
                claimedByA(), new StartClaimed("SB-b", new Lease("b", NOW.plusSeconds(200))), NOW.plusSeconds(61)));
        assertThat(taken.submissionId()).isEqualTo("SB-a");
        assertThat(taken.lease()).isEqualTo(new Lease("b", NOW.plusSeconds(200)));
    }

    @Test
    void after_a_failed_submission_the_next_attempt_has_an_id_of_its_own() {
        Taskforce failed = changed(TaskforceLifecycle.apply(claimedByA(), event(Kind.SUBMIT_FAILED), NOW));
        assertThat(failed.submissionId()).isNull();
        assertThat(failed.lease()).isNull();
        Taskforce again = changed(TaskforceLifecycle.apply(failed, new StartClaimed("SB-b", BY_B), NOW));
        assertThat(again.submissionId()).isEqualTo("SB-b");
    }

    @Test
    void a_confirmation_must_echo_the_submission_id_of_the_claim() {
        assertThat(TaskforceLifecycle.apply(claimedByA(), new Submitted(cluster(9), "SB-x"), NOW))
                .isInstanceOf(Transition.Refused.class);
        assertThat(TaskforceLifecycle.apply(claimedByA(), new Submitted(cluster(9), null), NOW))
                .isInstanceOf(Transition.Refused.class);
        assertThat(changed(TaskforceLifecycle.apply(claimedByA(), new Submitted(cluster(9), "SB-a"), NOW))
                        .phase())
                .isEqualTo(Phase.CONDOR_SUBMIT);
    }

    @Test
    void a_second_cluster_is_refused_and_the_first_confirmed_again() {
        Taskforce submitted = in(Phase.CONDOR_SUBMIT);
        assertThat(TaskforceLifecycle.apply(submitted, new Submitted(cluster(8), null), NOW))
                .isInstanceOf(Transition.Refused.class);
        assertThat(TaskforceLifecycle.apply(submitted, new Submitted(cluster(7), null), NOW))
                .isEqualTo(new Transition.Unchanged());
    }

    @Test
    void the_end_carries_the_time_it_was_given() {
        PhaseChange end = in(Phase.CONDOR_COMPLETE).log().getLast();
        assertThat(end.sourceEventTime()).isEqualTo(1_700_000_000L);
    }

    @Test
    void a_stop_of_what_had_ended_by_itself_is_noted_once() {
        Taskforce ended = changed(TaskforceLifecycle.apply(in(Phase.CONDOR_SUBMIT), event(Kind.COMPLETED), NOW));
        Taskforce noted = changed(TaskforceLifecycle.apply(ended, event(Kind.STOP_REQUESTED), NOW));
        assertThat(noted.phase()).isEqualTo(Phase.CONDOR_COMPLETE);
        assertThat(noted.log().getLast())
                .returns(Phase.PENDING_STOPPER, PhaseChange::target)
                .returns(false, PhaseChange::successful);
        assertThat(TaskforceLifecycle.apply(noted, event(Kind.STOP_REQUESTED), NOW))
                .isEqualTo(new Transition.Unchanged());
    }

    @Test
    void the_same_reason_for_a_failed_activation_is_written_once() {
        Taskforce once =
                changed(TaskforceLifecycle.apply(in(Phase.PRE_MQ_ACTIVATION), event(Kind.ACTIVATION_FAILED), NOW));
        assertThat(TaskforceLifecycle.apply(once, event(Kind.ACTIVATION_FAILED), NOW))
                .isEqualTo(new Transition.Unchanged());
    }
}
