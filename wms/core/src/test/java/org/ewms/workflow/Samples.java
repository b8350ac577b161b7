package org.ewms.workflow;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Values for tests. */
final class Samples {
    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private Samples() {}

    static TaskforcePlan plan(String uuid) {
        return plan(uuid, 50, NOW);
    }

    static TaskforcePlan plan(String uuid, int priority, Instant at) {
        return new TaskforcePlan(
                uuid,
                "TK-1",
                "WF-1",
                at,
                priority,
                new Placement("SCHEDD1", null),
                3,
                pilot("1.2.3"),
                Map.of("n_cores", 1),
                PhaseChange.USER);
    }

    static PilotConfig pilot(String tag) {
        return new PilotConfig(tag, "cvmfs", Map.of(), List.of());
    }

    static Cluster cluster(long id) {
        return new Cluster(id, 3, Map.of("universe", "container"), "/log/day.tms.jel");
    }

    static TaskRequest task(List<String> in, List<String> out) {
        return new TaskRequest(
                List.of("test-alpha"),
                "image",
                "args",
                Map.of(),
                "",
                "",
                Map.of(),
                in,
                out,
                2,
                Map.of(),
                pilot("latest"),
                Map.of());
    }

    static WorkflowRequest request(TaskRequest... tasks) {
        return new WorkflowRequest(List.of(tasks), Set.of(), Set.of(), 50, null, null, List.of());
    }

    static TaskforceEvent event(TaskforceEvent.Kind kind) {
        Lease lease = new Lease("tms", NOW.plusSeconds(60));
        return switch (kind) {
            case QUEUES_ACTIVATED -> new TaskforceEvent.QueuesActivated();
            case ACTIVATION_FAILED -> new TaskforceEvent.ActivationFailed("broker away");
            case LAUNCHED -> new TaskforceEvent.Launched();
            case START_CLAIMED -> new TaskforceEvent.StartClaimed("SB-1", lease);
            case SUBMITTED -> new TaskforceEvent.Submitted(cluster(7), null);
            case SUBMIT_FAILED -> new TaskforceEvent.SubmitFailed("schedd away");
            case STOP_REQUESTED -> new TaskforceEvent.StopRequested(Deactivation.ABORTED);
            case SCALED_DOWN -> new TaskforceEvent.ScaledDown("no events left");
            case STOP_CLAIMED -> new TaskforceEvent.StopClaimed(lease);
            case REMOVED -> new TaskforceEvent.Removed();
            case REMOVE_FAILED -> new TaskforceEvent.RemoveFailed("schedd away");
            case COMPLETED -> new TaskforceEvent.Completed(1_700_000_000);
        };
    }

    /** A taskforce brought to the phase the usual way. */
    static Taskforce in(Phase phase) {
        Taskforce at = Taskforce.of(plan("TF-1"));
        for (TaskforceEvent.Kind kind : List.of(
                TaskforceEvent.Kind.QUEUES_ACTIVATED,
                TaskforceEvent.Kind.LAUNCHED,
                TaskforceEvent.Kind.SUBMITTED,
                TaskforceEvent.Kind.STOP_REQUESTED,
                TaskforceEvent.Kind.REMOVED,
                TaskforceEvent.Kind.COMPLETED)) {
            if (at.phase() == phase) {
                return at;
            }
            at = changed(TaskforceLifecycle.apply(at, event(kind), NOW));
        }
        return at;
    }

    static Taskforce changed(Transition transition) {
        return ((Transition.Changed) transition).taskforce();
    }
}
