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
        PilotConfig pilotConfig) {
    public TaskRequest {
        clusterLocations = List.copyOf(clusterLocations);
        taskEnv = Map.copyOf(taskEnv);
        initEnv = Map.copyOf(initEnv);
        inputAliases = List.copyOf(inputAliases);
        outputAliases = List.copyOf(outputAliases);
        workerConfig = Map.copyOf(workerConfig);
    }
}
