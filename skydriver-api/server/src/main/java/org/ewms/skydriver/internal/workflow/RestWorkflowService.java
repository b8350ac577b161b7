package org.ewms.skydriver.internal.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A workflow service reached by its REST API. */
public final class RestWorkflowService implements WorkflowService {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String base;
    private final Supplier<@Nullable String> token;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    /** @param token bearer token for a call; null for none */
    public RestWorkflowService(URI address, Supplier<@Nullable String> token) {
        this.base = address.toString().replaceAll("/$", "");
        this.token = token;
    }

    @Override
    public Optional<String> address() {
        return Optional.of(base);
    }

    @Override
    public String create(JsonNode request, String key) {
        return ok(send("POST", "/v1/workflows", request, Map.of("Idempotency-Key", key)))
                .at("/workflow/workflow_id")
                .asText();
    }

    @Override
    public void stop(String workflowId, String how) {
        Answer answer =
                send("POST", "/v1/workflows/" + workflowId + "/actions/" + how, JSON.createObjectNode(), Map.of());
        if (answer.status() != 404) {
            ok(answer);
        }
    }

    @Override
    public Optional<String> deactivated(String workflowId) {
        JsonNode how =
                ok(send("GET", "/v1/workflows/" + workflowId, null, Map.of())).path("deactivated");
        return how.isTextual() ? Optional.of(how.asText()) : Optional.empty();
    }

    @Override
    public List<JsonNode> taskforces(String workflowId) {
        return list(query("taskforces", workflowId), "taskforces");
    }

    @Override
    public JsonNode addWorkers(String workflowId, String location, int workers) {
        List<JsonNode> tasks = list(query("task-directives", workflowId), "task_directives");
        if (tasks.isEmpty()) {
            throw new WorkflowServiceException("workflow " + workflowId + " has no task", true);
        }
        String path = "/v1/task-directives/" + tasks.getFirst().path("task_id").asText() + "/actions/add-workers";
        return ok(send(
                "POST",
                path,
                JSON.createObjectNode().put("cluster_location", location).put("n_workers", workers),
                Map.of()));
    }

    @Override
    public List<JsonNode> queues(String workflowId) {
        return list(
                ok(send("GET", "/v1/mqs/workflows/" + workflowId + "/mq-profiles/public", null, Map.of())),
                "mqprofiles");
    }

    @Override
    public Optional<JsonNode> ask(String method, String path, @Nullable JsonNode body) {
        Answer answer = send(method, path, body, Map.of());
        return answer.status() == 404 ? Optional.empty() : Optional.of(ok(answer));
    }

    private JsonNode query(String kind, String workflowId) {
        JsonNode question =
                JSON.createObjectNode().set("query", JSON.createObjectNode().put("workflow_id", workflowId));
        return ok(send("POST", "/v1/query/" + kind, question, Map.of()));
    }

    private static List<JsonNode> list(JsonNode answer, String field) {
        return answer.path(field).valueStream().toList();
    }

    private record Answer(String what, int status, JsonNode body) {}

    private static JsonNode ok(Answer answer) {
        if (answer.status() != 200) {
            boolean lasting = answer.status() >= 400 && answer.status() < 500 && answer.status() != 429;
            throw new WorkflowServiceException(
                    answer.what() + " was answered " + answer.status() + " "
                            + answer.body().path("error").asText(),
                    lasting);
        }
        return answer.body();
    }

    private Answer send(String method, String path, @Nullable JsonNode body, Map<String, String> headers) {
        String what = method + " " + base + path;
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json");
        headers.forEach(request::header);
        String bearer = token.get();
        if (bearer != null) {
            request.header("Authorization", "Bearer " + bearer);
        }
        request.method(
                method,
                body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body.toString()));
        try {
            HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(what, response.statusCode(), read(response.body()));
        } catch (IOException e) {
            throw new WorkflowServiceException(what + " was not answered: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkflowServiceException(what + " was interrupted", e);
        }
    }

    private static JsonNode read(byte[] body) {
        try {
            JsonNode read = JSON.readTree(body);
            return read == null ? JSON.nullNode() : read;
        } catch (IOException e) {
            return JSON.nullNode();
        }
    }
}
