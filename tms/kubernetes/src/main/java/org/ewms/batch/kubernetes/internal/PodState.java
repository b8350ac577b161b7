package org.ewms.batch.kubernetes.internal;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.ewms.batch.JobKind;
import org.ewms.batch.JobState;
import org.jspecify.annotations.Nullable;

/**
 * What a pod says of its pilot. Pure.
 *
 * @param kind of the job, {@code COMPLETED} whichever way the pod ended
 * @param failed whether the pod ended in a way for which the Job replaces it
 * @param failure why pilot or pod failed; empty when neither did
 */
public record PodState(JobKind kind, boolean failed, String failure) {
    private static final Set<String> ON_ITS_WAY = Set.of("", "ContainerCreating", "PodInitializing");
    private static final Set<String> NOT_PLACED = Set.of("Unschedulable", "SchedulingGated");
    private static final int MOST_CHARACTERS = 300;

    /** Of a pod, whatever is missing in it. */
    public static PodState of(Pod pod) {
        PodStatus status = Objects.requireNonNullElseGet(pod.getStatus(), PodStatus::new);
        return switch (text(status.getPhase())) {
            case "Succeeded" ->
                new PodState(
                        JobKind.of(JobState.COMPLETED),
                        false,
                        terminated(status)
                                .map(each -> PilotScript.failure(text(each.getMessage())))
                                .findFirst()
                                .orElse(""));
            case "Failed" -> new PodState(JobKind.of(JobState.COMPLETED), true, failure(status));
            // Of a pod on a node that is silent nobody knows better.
            case "Running", "Unknown" -> living(waiting(status), JobState.RUNNING);
            default -> living(waiting(status).or(() -> notPlaced(status)), JobState.IDLE);
        };
    }

    private static PodState living(Optional<String> obstacle, JobState otherwise) {
        return new PodState(
                obstacle.map(each -> new JobKind(JobState.HELD, each, null)).orElse(JobKind.of(otherwise)), false, "");
    }

    /** Why a container does not run that should: no image, a wrong Secret, crashes. */
    private static Optional<String> waiting(PodStatus status) {
        return containers(status)
                .map(each -> state(each).getWaiting())
                .filter(Objects::nonNull)
                .filter(each -> !ON_ITS_WAY.contains(text(each.getReason())))
                .map(each -> said(each.getReason(), each.getMessage()))
                .findFirst();
    }

    private static Optional<String> notPlaced(PodStatus status) {
        return status.getConditions().stream()
                .filter(each -> "PodScheduled".equals(each.getType()) && "False".equals(each.getStatus()))
                .filter(each -> NOT_PLACED.contains(text(each.getReason())))
                .map(each -> said(each.getReason(), each.getMessage()))
                .findFirst();
    }

    private static String failure(PodStatus status) {
        if (!text(status.getReason()).isEmpty()) {
            return "ended by Kubernetes: " + said(status.getReason(), status.getMessage());
        }
        Optional<String> disrupted = status.getConditions().stream()
                .filter(each -> "DisruptionTarget".equals(each.getType()) && "True".equals(each.getStatus()))
                .map(each -> "ended by Kubernetes: " + said(each.getReason(), each.getMessage()))
                .findFirst();
        return disrupted.orElseGet(() -> terminated(status)
                .filter(each -> Objects.requireNonNullElse(each.getExitCode(), 0) != 0)
                .map(PodState::failure)
                .findFirst()
                .orElse("ended by Kubernetes, which does not say why"));
    }

    private static String failure(ContainerStateTerminated container) {
        String reason = text(container.getReason());
        return reason.isEmpty() || reason.equals("Error")
                ? PilotScript.ended(container.getExitCode())
                : "ended by Kubernetes: " + said(reason, container.getMessage());
    }

    private static Stream<ContainerStateTerminated> terminated(PodStatus status) {
        return containers(status).map(each -> state(each).getTerminated()).filter(Objects::nonNull);
    }

    /** The pilot's first. */
    private static Stream<ContainerStatus> containers(PodStatus status) {
        return Stream.of(
                        status.getContainerStatuses().stream().filter(each -> isPilot(each)),
                        status.getInitContainerStatuses().stream(),
                        status.getContainerStatuses().stream().filter(each -> !isPilot(each)))
                .flatMap(each -> each);
    }

    private static boolean isPilot(ContainerStatus status) {
        return PilotPod.CONTAINER.equals(status.getName());
    }

    private static ContainerState state(ContainerStatus container) {
        return Objects.requireNonNullElseGet(container.getState(), ContainerState::new);
    }

    /** A reason and what is said of it, on one line that has an end. */
    static String said(@Nullable String reason, @Nullable String message) {
        String all = text(message).isEmpty() ? text(reason) : text(reason) + ": " + text(message);
        String line = all.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS) + " …";
    }

    private static String text(@Nullable String said) {
        return said == null ? "" : said;
    }
}
