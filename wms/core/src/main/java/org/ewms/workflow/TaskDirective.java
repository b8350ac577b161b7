package org.ewms.workflow;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The immutable description of one task.
 *
 * @param taskId {@code TK-…}, begins with its workflow's id
 * @param clusterLocations as the user named them
 * @param inputQueues ids of the queues its events come from
 * @param outputQueues ids of the queues its results go to
 * @param policy what else was wanted, by the API's names; empty for most
 */
public record TaskDirective(
        String taskId,
        String workflowId,
        Instant timestamp,
        List<String> clusterLocations,
        String taskImage,
        String taskArgs,
        Map<String, String> taskEnv,
        String initImage,
        String initArgs,
        Map<String, String> initEnv,
        List<String> inputQueues,
        List<String> outputQueues,
        Map<String, Object> policy) {
    /** Names of what a policy may say. */
    public static final Set<String> POLICY = Set.of("resources", "workers", "retry", "timeout_seconds");

    public TaskDirective {
        clusterLocations = List.copyOf(clusterLocations);
        taskEnv = Map.copyOf(taskEnv);
        initEnv = Map.copyOf(initEnv);
        inputQueues = List.copyOf(inputQueues);
        outputQueues = List.copyOf(outputQueues);
        policy = Map.copyOf(policy);
    }
}
