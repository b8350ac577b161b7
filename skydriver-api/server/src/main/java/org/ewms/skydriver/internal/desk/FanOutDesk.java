package org.ewms.skydriver.internal.desk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.ewms.service.ApiException;
import org.ewms.service.Call;
import org.ewms.service.Reply;
import org.ewms.skydriver.internal.store.KeptScan;
import org.ewms.skydriver.internal.workflow.WorkflowService;
import org.jspecify.annotations.Nullable;

/**
 * Workflows with their tasks, queues and dead letters, as the workflow service tells them to this service: for a page that cannot ask it
 * itself. Only named fields are passed on, since others hold credentials and what pilots are given.
 *
 * @param open whether all workflows are shown that this service may see; otherwise those of scans only, since users are asked who they are
 *     and may see the scans, but perhaps not what else the service's account may
 */
public record FanOutDesk(Lookup lookup, WorkflowService workflows, boolean open) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int USUAL = 50;
    private static final int USUAL_LETTERS = 20;

    private static final List<String> WORKFLOW =
            List.of("workflow_id", "timestamp", "priority", "deactivated", "deactivated_ts");
    private static final List<String> TASK =
            List.of("task_id", "task_image", "cluster_locations", "input_queues", "output_queues");
    private static final List<String> TASKFORCE = List.of(
            "taskforce_uuid",
            "task_id",
            "timestamp",
            "schedd",
            "n_workers",
            "phase",
            "compound_statuses",
            "top_task_errors");

    /** {@code GET /workflows}: newest first. */
    public Reply list(Call call) {
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("configured", workflows.address().isPresent());
        reply.put("workflows", workflows.address().isEmpty() ? List.of() : newest(call));
        return Reply.ok(reply);
    }

    private List<Map<String, @Nullable Object>> newest(Call call) {
        ObjectNode question = JSON.createObjectNode();
        question.putObject("query");
        question.set("projection", names(WORKFLOW));
        question.putArray("sort").add("-timestamp");
        question.put("limit", call.asked("limit").map(Integer::valueOf).orElse(USUAL));
        List<JsonNode> found = asked("POST", "/v1/query/workflows", question)
                .path("workflows")
                .valueStream()
                .toList();
        Map<String, KeptScan> scans = scans(
                found.stream().map(each -> each.path("workflow_id").asText()).toList());
        return found.stream()
                .map(each -> shown(each, scans.get(each.path("workflow_id").asText())))
                .filter(each -> open || each.get("scan_id") != null)
                .toList();
    }

    private Map<String, KeptScan> scans(List<String> ids) {
        return ids.isEmpty()
                ? Map.of()
                : lookup.scans().find(Map.of("ewms_workflow_id", Map.of("$in", ids))).stream()
                        .collect(Collectors.toMap(
                                each -> each.manifest().workflowId().orElse(""), Function.identity(), (a, b) -> b));
    }

    private static Map<String, @Nullable Object> shown(JsonNode workflow, @Nullable KeptScan scan) {
        Map<String, @Nullable Object> shown = picked(workflow, WORKFLOW);
        shown.put("scan_id", scan == null ? null : scan.id());
        shown.put(
                "event_metadata", scan == null ? null : scan.manifest().fields().get("event_metadata"));
        return shown;
    }

    /** {@code GET /workflow/ID}: what it is made of, and what each part waits for. */
    public Reply workflow(Call call) {
        String id = call.id("workflow_id");
        @Nullable KeptScan scan = allowed(id);
        Map<String, @Nullable Object> reply = shown(asked("GET", "/v1/workflows/" + id, null), scan);
        JsonNode waiting = asked("GET", "/v1/workflows/" + id + "/explain", null);
        Map<String, String> waits = waiting.path("taskforces")
                .valueStream()
                .collect(Collectors.toMap(
                        each -> each.path("taskforce_uuid").asText(),
                        each -> each.path("waits_for").asText(),
                        (a, b) -> b));
        reply.put("waits_for", waiting.path("waits_for").asText());
        reply.put(
                "tasks",
                parts("task-directives", id).map(each -> picked(each, TASK)).toList());
        reply.put(
                "taskforces",
                parts("taskforces", id)
                        .map(each -> {
                            Map<String, @Nullable Object> taskforce = picked(each, TASKFORCE);
                            taskforce.put("waits_for", waits.get(String.valueOf(taskforce.get("taskforce_uuid"))));
                            return taskforce;
                        })
                        .toList());
        return Reply.ok(reply);
    }

    private java.util.stream.Stream<JsonNode> parts(String kind, String workflow) {
        ObjectNode question = JSON.createObjectNode();
        question.putObject("query").put("workflow_id", workflow);
        return asked("POST", "/v1/query/" + kind, question)
                .path(kind.replace('-', '_'))
                .valueStream();
    }

    /** {@code GET /workflow/ID/queues}: how full they are. */
    public Reply queues(Call call) {
        String id = call.id("workflow_id");
        allowed(id);
        return Reply.ok(asked("GET", "/v1/mqs/workflows/" + id + "/queues", null));
    }

    /** {@code GET /workflow/ID/queue/MQID/dead-letters}: what was given up, and why. */
    public Reply deadLetters(Call call) {
        String queue = queue(call);
        int most = call.asked("limit").map(Integer::valueOf).orElse(USUAL_LETTERS);
        return Reply.ok(asked("GET", "/v1/mqs/mq-profiles/" + queue + "/dead-letters?limit=" + most, null));
    }

    /** {@code POST /workflow/ID/queue/MQID/actions/redrive}: another chance for what was given up. */
    public Reply redrive(Call call) {
        return Reply.ok(
                asked("POST", "/v1/mqs/mq-profiles/" + queue(call) + "/actions/redrive", JSON.createObjectNode()));
    }

    /** The queue's id, if it is one of the workflow's. */
    private String queue(Call call) {
        String workflow = call.id("workflow_id");
        String queue = call.id("mqid");
        allowed(workflow);
        return asked("GET", "/v1/mqs/workflows/" + workflow + "/queues", null)
                .path("queues")
                .valueStream()
                .map(each -> each.path("mqid").asText())
                .filter(queue::equals)
                .findFirst()
                .orElseThrow(() -> ApiException.notFound("workflow " + workflow + " has no queue " + queue));
    }

    /** The scan of this workflow, if it has one. @throws ApiException 404 when it must have one */
    private @Nullable KeptScan allowed(String workflow) {
        @Nullable KeptScan scan = scans(List.of(workflow)).get(workflow);
        if (scan == null && !open) {
            throw ApiException.notFound("no scan has the workflow " + workflow);
        }
        return scan;
    }

    private JsonNode asked(String method, String path, @Nullable JsonNode body) {
        Optional<JsonNode> answer = workflows.ask(method, path, body);
        return answer.orElseThrow(() -> ApiException.notFound("the workflow service has no " + path));
    }

    private static Map<String, @Nullable Object> picked(JsonNode from, List<String> names) {
        Map<String, @Nullable Object> picked = new LinkedHashMap<>();
        names.forEach(each -> picked.put(each, Values.of(from.path(each))));
        return picked;
    }

    private static ArrayNode names(List<String> names) {
        ArrayNode array = JSON.createArrayNode();
        names.forEach(array::add);
        return array;
    }
}
