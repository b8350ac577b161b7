package org.ewms.workflow;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One task as the user asked for it.
 *
 * @param workers per cluster location, null when left to whoever submits
 * @param workerConfig as in the request
 * @param inputAliases names, within the workflow, of the queues its events come from
 * @param outputAliases of the queues its results go to
 * @param policy what else is wanted: {@code resources}, {@code workers}, {@code retry}, {@code timeout_seconds}; told to whoever starts
 *     and scales it
 */
public record TaskRequest(
        List<String> clusterLocations,
        String taskImage,
        String taskArgs,
        Map<String, String> taskEnv,
        String initImage,
        String initArgs,
        Map<String, String> initEnv,
        List<String> inputAliases,
        List<String> outputAliases,
        @Nullable Integer workers,
        Map<String, Object> workerConfig,
        PilotConfig pilotConfig,
        Map<String, Object> policy) {
    public TaskRequest {
        clusterLocations = List.copyOf(clusterLocations);
        taskEnv = Map.copyOf(taskEnv);
        initEnv = Map.copyOf(initEnv);
        inputAliases = List.copyOf(inputAliases);
        outputAliases = List.copyOf(outputAliases);
        workerConfig = Map.copyOf(workerConfig);
        policy = Map.copyOf(policy);
    }

    /** Deliveries of one event before it is a dead letter. */
    int maxAttempts() {
        return policy.get("retry") instanceof Map<?, ?> retry && retry.get("max_attempts") instanceof Number most
                ? most.intValue()
                : QueueWish.DEFAULT_ATTEMPTS;
    }
}
