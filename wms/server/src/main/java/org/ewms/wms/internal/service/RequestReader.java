package org.ewms.wms.internal.service;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.ewms.service.ApiException;
import org.ewms.workflow.Cluster;
import org.ewms.workflow.FinishWhen;
import org.ewms.workflow.PilotConfig;
import org.ewms.workflow.TaskDirective;
import org.ewms.workflow.TaskRequest;
import org.ewms.workflow.WorkflowRequest;
import org.jspecify.annotations.Nullable;

/** Reads bodies that have been held against the OpenAPI document; a replaced document may have let more through. */
public final class RequestReader {
    private final ObjectMapper json = new ObjectMapper();
    private final InputReader inputs = new InputReader();

    /** The workflow asked for. @throws ApiException 400 naming a field that is missing or of the wrong kind */
    public WorkflowRequest workflow(JsonNode body) {
        List<TaskRequest> tasks = new ArrayList<>();
        required(body, "tasks").forEach(each -> tasks.add(task(each)));
        JsonNode priority = body.path("priority");
        return new WorkflowRequest(
                tasks,
                new LinkedHashSet<>(strings(required(body, "public_queue_aliases"), "public_queue_aliases")),
                new LinkedHashSet<>(strings(body.path("loop_queue_aliases"), "loop_queue_aliases")),
                priority.isMissingNode() ? WorkflowRequest.DEFAULT_PRIORITY : integer(priority, "priority"),
                body.has("finish_when") ? FinishWhen.of(text(body.path("finish_when"), "finish_when")) : null,
                body.has("deadline_seconds")
                        ? Duration.ofSeconds(integer(body.path("deadline_seconds"), "deadline_seconds"))
                        : null,
                inputs.inputs(body.path("inputs")));
    }

    /** The cluster a TMS has submitted. */
    public Cluster cluster(JsonNode body) {
        return new Cluster(
                required(body, "cluster_id").asLong(),
                integer(required(body, "n_workers"), "n_workers"),
                objects(required(body, "submit_dict"), "submit_dict"),
                text(required(body, "job_event_log_fpath"), "job_event_log_fpath"));
    }

    /** A number of workers, or null when it is left open. */
    public static @Nullable Integer workers(JsonNode body) {
        JsonNode workers = body.path("n_workers");
        return workers.isNull() || workers.isMissingNode() ? null : (Integer) integer(workers, "n_workers");
    }

    /** A text that must be there. */
    public static String text(JsonNode body, String field, boolean mandatory) {
        return mandatory ? text(required(body, field), field) : body.path(field).asText("");
    }

    /** Any object as a map. */
    public Map<String, Object> objects(JsonNode node, String field) {
        if (!node.isObject()) {
            throw ApiException.badRequest(field + " must be an object");
        }
        return json.convertValue(node, new TypeReference<LinkedHashMap<String, Object>>() {});
    }

    /** Counts by name. */
    public static Map<String, Long> counts(JsonNode node) {
        Map<String, Long> counts = new LinkedHashMap<>();
        node.properties()
                .forEach(each -> counts.put(each.getKey(), each.getValue().asLong()));
        return counts;
    }

    static List<String> strings(JsonNode node, String field) {
        List<String> all = new ArrayList<>();
        node.forEach(each -> all.add(text(each, field)));
        return all;
    }

    static JsonNode required(JsonNode body, String field) {
        JsonNode found = body.path(field);
        if (found.isMissingNode()) {
            throw ApiException.badRequest("missing argument '" + field + "'");
        }
        return found;
    }

    private TaskRequest task(JsonNode task) {
        return new TaskRequest(
                strings(required(task, "cluster_locations"), "cluster_locations"),
                text(required(task, "task_image"), "task_image"),
                text(required(task, "task_args"), "task_args"),
                texts(task, "task_env"),
                text(task, "init_image", false),
                text(task, "init_args", false),
                texts(task, "init_env"),
                strings(required(task, "input_queue_aliases"), "input_queue_aliases"),
                strings(required(task, "output_queue_aliases"), "output_queue_aliases"),
                required(task, "n_workers").isNull() ? null : workers(task),
                objects(required(task, "worker_config"), "worker_config"),
                pilot(task.path("pilot_config")),
                policy(task));
    }

    private Map<String, Object> policy(JsonNode task) {
        Map<String, Object> policy = new LinkedHashMap<>();
        TaskDirective.POLICY.forEach(name -> {
            if (task.hasNonNull(name)) {
                policy.put(name, json.convertValue(task.path(name), Object.class));
            }
        });
        JsonNode workers = task.path("workers");
        if (workers.path("min").asInt(0) > workers.path("max").asInt(Integer.MAX_VALUE)) {
            throw ApiException.badRequest("workers.min must not be above workers.max");
        }
        return policy;
    }

    private PilotConfig pilot(JsonNode pilot) {
        if (pilot.isMissingNode()) {
            return new PilotConfig("latest", "cvmfs", Map.of(), List.of());
        }
        return new PilotConfig(
                text(required(pilot, "tag"), "pilot_config.tag"),
                text(required(pilot, "image_source"), "pilot_config.image_source"),
                objects(required(pilot, "environment"), "pilot_config.environment"),
                strings(required(pilot, "input_files"), "pilot_config.input_files"));
    }

    private Map<String, String> texts(JsonNode task, String field) {
        Map<String, String> all = new LinkedHashMap<>();
        task.path(field)
                .properties()
                .forEach(each -> all.put(each.getKey(), each.getValue().asText()));
        return all;
    }

    private static String text(JsonNode node, String field) {
        if (!node.isTextual()) {
            throw ApiException.badRequest(field + " must be a string");
        }
        return node.asText();
    }

    private static int integer(JsonNode node, String field) {
        if (!node.isIntegralNumber() || !node.canConvertToInt()) {
            throw ApiException.badRequest(field + " must be an integer");
        }
        return node.asInt();
    }
}
