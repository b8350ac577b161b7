package org.ewms.skydriver.internal.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The workers of a workflow, those of all its taskforces together. */
public final class Workforce {
    private static final Set<String> NO_LONGER = Set.of("FatalError", "Done");

    private Workforce() {}

    /** In the fields of SkyDriver's API. @param workflowId as the manifest has it */
    public static Map<String, @Nullable Object> of(@Nullable String workflowId, List<JsonNode> taskforces) {
        Map<String, Map<String, Long>> statuses = new TreeMap<>();
        Map<String, Long> errors = new TreeMap<>();
        for (JsonNode taskforce : taskforces) {
            taskforce
                    .path("compound_statuses")
                    .properties()
                    .forEach(outer ->
                            add(statuses.computeIfAbsent(outer.getKey(), name -> new TreeMap<>()), outer.getValue()));
            add(errors, taskforce.path("top_task_errors"));
        }
        long running = statuses.getOrDefault("RUNNING", Map.of()).entrySet().stream()
                .filter(each -> !NO_LONGER.contains(each.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
        Map<String, @Nullable Object> workforce = new LinkedHashMap<>();
        workforce.put("workflow_id", workflowId);
        workforce.put("statuses", statuses);
        workforce.put("n_running", running);
        workforce.put("top_errors", errors);
        return workforce;
    }

    private static void add(Map<String, Long> to, JsonNode counts) {
        counts.properties()
                .forEach(each -> to.merge(each.getKey(), each.getValue().asLong(), Long::sum));
    }
}
