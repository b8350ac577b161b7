package org.ewms.batch.kubernetes;

import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** What Kubernetes' own controller does with Jobs that are not indexed. */
final class TestJobController {
    private final KubernetesClient client;
    private final Clock clock;

    TestJobController(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /** Looks at a Job and its pods once. */
    void look(Job job, List<Pod> pods) {
        JobStatus before = Objects.requireNonNullElseGet(job.getStatus(), JobStatus::new);
        if (!before.getConditions().isEmpty()) {
            return;
        }
        List<Pod> living = pods.stream().filter(each -> !isEnded(each)).toList();
        int succeeded = count(pods, "Succeeded");
        int failed = count(pods, "Failed");
        String start = Objects.requireNonNullElseGet(
                before.getStartTime(), () -> clock.instant().toString());
        JobStatusBuilder after = new JobStatusBuilder(before)
                .withStartTime(start)
                .withActive(living.size())
                .withSucceeded(succeeded)
                .withFailed(failed);
        String over = reasonToFail(job, Instant.parse(start), failed);
        if (!over.isEmpty()) {
            living.forEach(this::delete);
            if (living.isEmpty()) {
                condition(after, "Failed", over);
            }
        } else if (succeeded >= job.getSpec().getCompletions() && living.isEmpty()) {
            condition(after, "Complete", "");
        } else {
            adjust(
                    job,
                    living,
                    Math.min(job.getSpec().getParallelism(), job.getSpec().getCompletions() - succeeded));
        }
        JobStatus now = after.build();
        if (!now.equals(before)) {
            client.resource(new JobBuilder(job).withStatus(now).build()).updateStatus();
        }
    }

    private String reasonToFail(Job job, Instant start, int failed) {
        Long deadline = job.getSpec().getActiveDeadlineSeconds();
        if (deadline != null && !clock.instant().isBefore(start.plusSeconds(deadline))) {
            return "DeadlineExceeded";
        }
        return failed > job.getSpec().getBackoffLimit() ? "BackoffLimitExceeded" : "";
    }

    private static void condition(JobStatusBuilder status, String type, String reason) {
        status.addNewCondition()
                .withType(type)
                .withStatus("True")
                .withReason(reason)
                .withMessage("said by the controller")
                .endCondition();
    }

    private void adjust(Job job, List<Pod> living, int wanted) {
        for (int each = living.size(); each < wanted; each++) {
            client.resource(pod(job)).create();
        }
        living.stream().skip(wanted).forEach(this::delete);
    }

    private void delete(Pod pod) {
        if (pod.getMetadata().getDeletionTimestamp() == null) {
            client.resource(pod).delete();
        }
    }

    private static Pod pod(Job job) {
        return new PodBuilder()
                .withNewMetadataLike(job.getSpec().getTemplate().getMetadata())
                .withName(job.getMetadata().getName() + "-"
                        + UUID.randomUUID().toString().substring(0, 8))
                .withNamespace(job.getMetadata().getNamespace())
                .withFinalizers(TestKubelet.TERMINATION)
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion("batch/v1")
                        .withKind("Job")
                        .withController(true)
                        .withName(job.getMetadata().getName())
                        .withUid(job.getMetadata().getUid())
                        .build())
                .endMetadata()
                .withSpec(job.getSpec().getTemplate().getSpec())
                .withNewStatus()
                .withPhase("Pending")
                .endStatus()
                .build();
    }

    private static int count(List<Pod> pods, String phase) {
        return (int) pods.stream()
                .filter(each -> phase.equals(each.getStatus().getPhase()))
                .count();
    }

    private static boolean isEnded(Pod pod) {
        String phase = pod.getStatus().getPhase();
        return phase.equals("Succeeded") || phase.equals("Failed");
    }
}
