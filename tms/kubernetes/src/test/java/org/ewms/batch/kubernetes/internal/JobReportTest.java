package org.ewms.batch.kubernetes.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ewms.batch.ClusterStatus;
import org.ewms.batch.JobKind;
import org.ewms.batch.JobState;
import org.junit.jupiter.api.Test;

/** How jobs are counted from a Job and the pods that are known of it. */
class JobReportTest {
    private static final String EVICTED = "{phase: Failed, reason: Evicted}";
    private static final String RUNNING = "{phase: Running}";
    private static final String SUCCEEDED = "{phase: Succeeded}";

    private static Job job(String phase, int completions, String status) {
        return Serialization.unmarshal(
                "metadata: {name: a, annotations: {ewms.org/phase: " + phase + "}}\nspec: {completions: " + completions
                        + "}\nstatus: " + status,
                Job.class);
    }

    private static Pod pod(String status) {
        return Serialization.unmarshal("metadata: {name: a}\nstatus: " + status, Pod.class);
    }

    private static ClusterStatus report(Job job, String... pods) {
        List<Pod> all = Arrays.stream(pods).map(JobReportTest::pod).toList();
        return new JobReport(job, all).status(Optional.empty());
    }

    private static Map<JobKind, Integer> jobs(JobState state, int number) {
        return Map.of(JobKind.of(state), number);
    }

    @Test
    void pods_that_are_not_there_yet_are_idle() {
        ClusterStatus status = report(job("submitted", 3, "{}"), RUNNING);
        assertThat(status.count(JobState.RUNNING)).isEqualTo(1);
        assertThat(status.count(JobState.IDLE)).isEqualTo(2);
        assertThat(status.over()).isFalse();
    }

    @Test
    void pods_that_cannot_be_created_are_held_with_the_reason() {
        Job job = job("submitted", 3, "{}");
        ClusterStatus status = new JobReport(job, List.of(pod(RUNNING))).status(Optional.of("exceeded quota: small"));
        assertThat(status.jobs()).containsEntry(new JobKind(JobState.HELD, "exceeded quota: small", null), 2);
    }

    @Test
    void one_that_was_evicted_is_told_and_its_place_is_waiting() {
        ClusterStatus status = report(job("submitted", 2, "{failed: 1}"), RUNNING, EVICTED);
        assertThat(status.count()).isEqualTo(2);
        assertThat(status.count(JobState.IDLE)).isEqualTo(1);
        assertThat(status.errors()).containsExactly(Map.entry("ended by Kubernetes: Evicted", 1));
    }

    @Test
    void those_that_have_ended_count_though_their_pods_are_forgotten() {
        ClusterStatus status = report(job("submitted", 3, "{succeeded: 2}"), RUNNING);
        assertThat(status.count(JobState.COMPLETED)).isEqualTo(2);
        assertThat(status.count()).isEqualTo(3);
        ClusterStatus end =
                report(job("submitted", 3, "{succeeded: 3, conditions: [{type: Complete, status: 'True'}]}"));
        assertThat(end.jobs()).isEqualTo(jobs(JobState.COMPLETED, 3));
        assertThat(end.over()).isTrue();
    }

    @Test
    void a_removed_cluster_is_over_when_its_job_says_so_and_its_pods_are_gone() {
        assertThat(report(job("removed", 2, "{succeeded: 1}"), SUCCEEDED, RUNNING)
                        .over())
                .isFalse();
        assertThat(report(job("removed", 2, "{succeeded: 1}"), SUCCEEDED).over())
                .isFalse();
        String failed = "{succeeded: 1, conditions: [{type: Failed, status: 'True', reason: DeadlineExceeded}]}";
        assertThat(report(job("removed", 2, failed), SUCCEEDED, RUNNING).over()).isFalse();
        ClusterStatus end = report(job("removed", 2, failed), SUCCEEDED);
        assertThat(end.over()).isTrue();
        assertThat(end.count(JobState.REMOVED)).isEqualTo(1);
        assertThat(end.count(JobState.COMPLETED)).isEqualTo(1);
        assertThat(end.errors()).isEmpty();
    }

    @Test
    void one_that_fails_because_it_is_being_deleted_is_no_error() {
        Pod going = Serialization.unmarshal(
                "metadata: {name: a, deletionTimestamp: '2026-01-01T00:00:00Z'}\nstatus: {phase: Failed,"
                        + " containerStatuses: [{name: pilot, state: {terminated: {exitCode: 143}}}]}",
                Pod.class);
        assertThat(new JobReport(job("removed", 1, "{}"), List.of(going))
                        .status(Optional.empty())
                        .errors())
                .isEmpty();
    }

    @Test
    void a_job_that_gave_up_is_over_with_its_reason_for_each_that_is_lost() {
        ClusterStatus status = report(
                job(
                        "submitted",
                        3,
                        "{succeeded: 1, conditions: [{type: Failed, status: 'True', reason: BackoffLimitExceeded,"
                                + " message: 'Job has reached the specified backoff limit'}]}"),
                SUCCEEDED);
        assertThat(status.jobs()).isEqualTo(jobs(JobState.COMPLETED, 3));
        assertThat(status.over()).isTrue();
        assertThat(status.errors())
                .containsExactly(Map.entry(
                        "ended by Kubernetes: BackoffLimitExceeded: Job has reached the specified backoff limit", 2));
    }

    @Test
    void a_held_cluster_is_held_as_far_as_its_pods_are_gone() {
        ClusterStatus status = report(job("held", 3, "{}"), RUNNING);
        assertThat(status.count(JobState.HELD)).isEqualTo(2);
        assertThat(status.count(JobState.RUNNING)).isEqualTo(1);
    }

    @Test
    void a_submission_that_nobody_completed_was_removed_by_its_deadline() {
        ClusterStatus status =
                report(job("parked", 2, "{conditions: [{type: Failed, status: 'True', reason: DeadlineExceeded}]}"));
        assertThat(status.jobs()).isEqualTo(jobs(JobState.REMOVED, 2));
    }

    @Test
    void a_job_of_which_all_is_missing_is_no_reason_to_fail() {
        Job bare = Serialization.unmarshal("metadata: {name: a}", Job.class);
        Pod nothing = Serialization.unmarshal("metadata: {name: a}", Pod.class);
        assertThat(new JobReport(bare, List.of(nothing))
                        .status(Optional.empty())
                        .count(JobState.IDLE))
                .isEqualTo(1);
    }
}
