package org.ewms.workflow;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a taskforce is to be; never changes.
 *
 * @param uuid {@code TF-…}, begins with its task's id
 * @param priority larger comes first
 * @param placement the batch system's submit host, and why that one
 * @param workers wanted number, null when left to whoever submits
 * @param workerConfig what one worker needs and may do, as in the request
 * @param createdBy {@link PhaseChange#USER}, {@link PhaseChange#TMS} or {@link PhaseChange#SCALING}
 */
public record TaskforcePlan(
        String uuid,
        String taskId,
        String workflowId,
        Instant timestamp,
        int priority,
        Placement placement,
        @Nullable Integer workers,
        PilotConfig pilotConfig,
        Map<String, Object> workerConfig,
        String createdBy) {
    public TaskforcePlan {
        workerConfig = Map.copyOf(workerConfig);
    }

    /** The batch system's submit host. */
    public String schedd() {
        return placement.schedd();
    }

    /** The same, but each worker asks for this. */
    public TaskforcePlan asking(Map<String, Object> config) {
        return new TaskforcePlan(
                uuid, taskId, workflowId, timestamp, priority, placement, workers, pilotConfig, config, createdBy);
    }
}
