package org.ewms.batch.kubernetes.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.ewms.batch.JobState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What pods say in all the ways they are known to say it. */
class PodStateTest {
    private static PodState of(String status) {
        return PodState.of(Serialization.unmarshal("metadata: {name: a}\nstatus: " + status, Pod.class));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{}|IDLE",
                "{phase: Pending}|IDLE",
                "{phase: Pending, containerStatuses: [{name: pilot}]}|IDLE",
                "{phase: Pending, containerStatuses: [{name: pilot, state: {waiting: {reason: ContainerCreating}}}]}|IDLE",
                "{phase: Pending, containerStatuses: [{name: pilot, state: {waiting: {reason: PodInitializing}}}]}|IDLE",
                "{phase: Pending, conditions: [{type: PodScheduled, status: 'True'}]}|IDLE",
                "{phase: Running, containerStatuses: [{name: pilot, state: {running: {startedAt: '2026-01-01T00:00:00Z'}}}]}|RUNNING",
                "{phase: Running}|RUNNING",
                "{phase: Unknown, reason: NodeLost}|RUNNING",
                "{phase: Succeeded}|COMPLETED",
                "{phase: SomethingNew}|IDLE"
            })
    void a_pod_that_is_well_is_where_its_phase_says(String status, JobState state) {
        PodState said = of(status);
        assertThat(said.kind().state()).isEqualTo(state);
        assertThat(said.failed()).isFalse();
        assertThat(said.failure()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{phase: Pending, containerStatuses: [{name: pilot, state: {waiting: {reason: ErrImagePull, message: 'pull access denied'}}}]}|ErrImagePull: pull access denied",
                "{phase: Pending, containerStatuses: [{name: pilot, state: {waiting: {reason: ImagePullBackOff, message: 'Back-off pulling image'}}}]}|ImagePullBackOff: Back-off pulling image",
                "{phase: Pending, containerStatuses: [{name: pilot, state: {waiting: {reason: InvalidImageName}}}]}|InvalidImageName",
                "{phase: Pending, containerStatuses: [{name: pilot, state: {waiting: {reason: CreateContainerConfigError, message: 'secret \"x\" not found'}}}]}|CreateContainerConfigError: secret \"x\" not found",
                "{phase: Running, containerStatuses: [{name: sidecar, state: {waiting: {reason: CrashLoopBackOff, message: 'back-off 5m0s'}}}]}|CrashLoopBackOff: back-off 5m0s",
                "{phase: Pending, initContainerStatuses: [{name: fetch, state: {waiting: {reason: ImagePullBackOff}}}]}|ImagePullBackOff",
                "{phase: Pending, conditions: [{type: PodScheduled, status: 'False', reason: Unschedulable, message: '0/3 nodes are available: 3 Insufficient cpu.'}]}|Unschedulable: 0/3 nodes are available: 3 Insufficient cpu.",
                "{phase: Pending, conditions: [{type: PodScheduled, status: 'False', reason: SchedulingGated}]}|SchedulingGated"
            })
    void a_pod_that_cannot_go_on_is_held_and_says_why(String status, String reason) {
        PodState said = of(status);
        assertThat(said.kind().state()).isEqualTo(JobState.HELD);
        assertThat(said.kind().holdReason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "{phase: Failed, reason: Evicted, message: 'The node was low on resource: memory.'}|ended by Kubernetes: Evicted: The node was low on resource: memory.",
                "{phase: Failed, reason: DeadlineExceeded, message: 'Pod was active on the node longer than the specified deadline'}|ended by Kubernetes: DeadlineExceeded: Pod was active on the node longer than the specified deadline",
                "{phase: Failed, reason: NodeLost}|ended by Kubernetes: NodeLost",
                "{phase: Failed, reason: Shutdown, message: 'Node is shutting, evicting pods'}|ended by Kubernetes: Shutdown: Node is shutting, evicting pods",
                "{phase: Failed, conditions: [{type: DisruptionTarget, status: 'True', reason: PreemptionByScheduler, message: 'preempting to accommodate a higher priority pod'}], containerStatuses: [{name: pilot, state: {terminated: {exitCode: 143, reason: Error}}}]}|ended by Kubernetes: PreemptionByScheduler: preempting to accommodate a higher priority pod",
                "{phase: Failed, containerStatuses: [{name: pilot, state: {terminated: {exitCode: 137, reason: OOMKilled}}}]}|ended by Kubernetes: OOMKilled",
                "{phase: Failed, containerStatuses: [{name: pilot, state: {terminated: {exitCode: 128, reason: StartError, message: 'exec: \"sh\": not found'}}}]}|ended by Kubernetes: StartError: exec: \"sh\": not found",
                "{phase: Failed, containerStatuses: [{name: pilot, state: {terminated: {exitCode: 3, reason: Error}}}]}|the pilot ended with exit code 3",
                "{phase: Failed, containerStatuses: [{name: pilot, state: {terminated: {exitCode: 143}}}]}|the pilot was ended by signal 15",
                "{phase: Failed, initContainerStatuses: [{name: fetch, state: {terminated: {exitCode: 1, reason: Error}}}]}|the pilot ended with exit code 1",
                "{phase: Failed}|ended by Kubernetes, which does not say why"
            })
    void a_pod_that_failed_says_who_ended_it_and_is_replaced(String status, String failure) {
        PodState said = of(status);
        assertThat(said.kind().state()).isEqualTo(JobState.COMPLETED);
        assertThat(said.failed()).isTrue();
        assertThat(said.failure()).isEqualTo(failure);
    }

    @ParameterizedTest
    @CsvSource({
        "7, the pilot ended with exit code 7",
        "137, the pilot was ended by signal 9",
        "' 255\n', the pilot ended with exit code 255",
        "0, ''",
        "all is well, ''",
        "-1, ''",
        "99999999999, ''"
    })
    void a_pilot_that_failed_by_itself_told_its_exit_code(String message, String failure) {
        PodState said =
                of("{phase: Succeeded, containerStatuses: [{name: pilot, state: {terminated: {exitCode: 0, message: "
                        + Serialization.asJson(message) + "}}}]}");
        assertThat(said.failed()).isFalse();
        assertThat(said.failure()).isEqualTo(failure);
    }

    @Test
    void what_is_said_is_one_line_that_has_an_end() {
        PodState said = of("{phase: Failed, reason: Evicted, message: "
                + Serialization.asJson("first\nsecond\u0007 " + "x".repeat(1_000)) + "}");
        assertThat(said.failure())
                .startsWith("ended by Kubernetes: Evicted: first second x")
                .hasSizeLessThan(350)
                .endsWith("…");
    }
}
