package org.ewms.batch.kubernetes.internal;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.util.List;
import java.util.Optional;
import org.ewms.batch.ClusterStatus;
import org.ewms.batch.JobKind;
import org.ewms.batch.JobState;

/**
 * What a Job and its pods say of a cluster. Pure.
 *
 * @param job the Job
 * @param pods of it, those that are still known
 */
public record JobReport(Job job, List<Pod> pods) {
    public JobReport {
        pods = List.copyOf(pods);
    }

    /** Whether the Job starts no more pods and has ended those there were. */
    public static boolean isFinished(Job job) {
        return condition(job, "Complete").isPresent()
                || condition(job, "Failed").isPresent();
    }

    /** Why pods could not be created: a quota, an admission controller. */
    public static String obstacle(Event event) {
        return PodState.said(event.getReason(), event.getMessage());
    }

    /** Whether there should be pods that are not there. */
    public boolean lacksPods() {
        return Marks.Phase.of(job) == Marks.Phase.SUBMITTED && !isFinished(job) && missing() > 0;
    }

    /**
     * The cluster.
     *
     * @param obstacle why pods are not created, as far as it is known
     */
    public ClusterStatus status(Optional<String> obstacle) {
        ClusterStatus.Tally tally = new ClusterStatus.Tally();
        tally.add(JobKind.of(JobState.COMPLETED), completed());
        for (Pod each : pods) {
            PodState state = PodState.of(each);
            boolean ended = state.kind().state().isFinal();
            if (!ended) {
                tally.add(state.kind());
            }
            // A pod that is being deleted fails because of that.
            boolean told = !state.failure().isEmpty() && !(state.failed() && isGoing(each));
            if (told) {
                tally.error(state.failure());
            }
        }
        missing(tally, obstacle);
        return tally.status();
    }

    private void missing(ClusterStatus.Tally tally, Optional<String> obstacle) {
        Marks.Phase phase = Marks.Phase.of(job);
        boolean finished = isFinished(job);
        int missing = missing();
        boolean given = phase == Marks.Phase.REMOVED || phase == Marks.Phase.PARKED;
        if (finished && given) {
            tally.add(JobKind.of(JobState.REMOVED), missing);
        } else if (finished) {
            tally.add(JobKind.of(JobState.COMPLETED), missing);
            String why = condition(job, "Failed")
                    .map(each -> PodState.said(each.getReason(), each.getMessage()))
                    .orElse("");
            for (int each = 0; each < missing; each++) {
                tally.error("ended by Kubernetes: " + why);
            }
        } else if (phase == Marks.Phase.HELD) {
            tally.add(new JobKind(JobState.HELD, "held by EWMS", null), missing);
        } else {
            tally.add(
                    obstacle.map(each -> new JobKind(JobState.HELD, each, null)).orElse(JobKind.of(JobState.IDLE)),
                    missing);
        }
    }

    /** Ended pods may be forgotten before their Job is. */
    private int completed() {
        if (condition(job, "Complete").isPresent()) {
            return wanted();
        }
        int seen = (int) pods.stream()
                .map(PodState::of)
                .filter(each -> each.kind().state().isFinal() && !each.failed())
                .count();
        int told = Optional.ofNullable(job.getStatus())
                .map(JobStatus::getSucceeded)
                .orElse(0);
        return Math.max(seen, told);
    }

    private int missing() {
        int living = (int) pods.stream()
                .filter(each -> !PodState.of(each).kind().state().isFinal())
                .count();
        return Math.max(0, wanted() - completed() - living);
    }

    private int wanted() {
        return Optional.ofNullable(job.getSpec()).map(JobSpec::getCompletions).orElse(0);
    }

    private static boolean isGoing(Pod pod) {
        return pod.getMetadata().getDeletionTimestamp() != null;
    }

    private static Optional<JobCondition> condition(Job job, String type) {
        return Optional.ofNullable(job.getStatus()).stream()
                .flatMap(each -> each.getConditions().stream())
                .filter(each -> type.equals(each.getType()) && "True".equals(each.getStatus()))
                .findFirst();
    }
}
