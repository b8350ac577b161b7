package org.ewms.wms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ewms.wms.Client.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the Python services do not have. */
class AdditionsIT extends ServiceFixture {
    private static Client with(String key) {
        return client().with("Idempotency-Key", key);
    }

    @Test
    void a_request_sent_twice_under_one_key_makes_one_workflow_and_is_answered_alike() {
        String key = UUID.randomUUID().toString();
        JsonNode once = with(key).submit(request("test-alpha"));
        String id = once.at("/workflow/workflow_id").asText();
        client().awaitPhase(once.at("/taskforces/0/taskforce_uuid").asText(), "pending-starter");
        client().post(
                        "/v1/task-directives/"
                                + once.at("/task_directives/0/task_id").asText() + "/actions/add-workers",
                        "{\"cluster_location\": \"test-beta\", \"n_workers\": 2}")
                .ok();
        client().post("/v1/workflows/" + id + "/actions/abort", "{}").ok();
        assertThat(with(key).submit(request("test-alpha"))).isEqualTo(once);
    }

    @Test
    void a_key_is_not_good_for_another_request() {
        String key = UUID.randomUUID().toString();
        String id = with(key)
                .submit(request("test-alpha"))
                .at("/workflow/workflow_id")
                .asText();
        Client.Answer other =
                with(key).post("/v1/workflows", request("test-beta").toString());
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.error()).contains("Idempotency-Key").contains(id);
    }

    @Test
    void answers_come_in_the_order_that_is_asked_for() {
        ObjectNode request = request("test-alpha", "test-beta");
        String id = client().submit(request).at("/workflow/workflow_id").asText();
        JsonNode sorted = client().post(
                        "/v1/query/taskforces",
                        "{\"query\": {\"workflow_id\": \"" + id + "\"}, \"sort\": [\"-schedd\"], \"limit\": 1}")
                .ok();
        assertThat(sorted.path("taskforces").findValuesAsText("schedd")).containsExactly("SCHEDD2");
        JsonNode rest = client().post(
                        "/v1/query/taskforces",
                        "{\"query\": {\"workflow_id\": \"" + id + "\"}, \"sort\": [\"-schedd\"], \"after\": \""
                                + sorted.path("next_after").asText() + "\"}")
                .ok();
        assertThat(rest.path("taskforces").findValuesAsText("schedd")).containsExactly("SCHEDD1");
        assertThat(client().post("/v1/query/taskforces", "{\"query\": {}, \"sort\": [\"ewms.version\"]}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void who_follows_a_workflow_is_told_of_each_change_until_its_end() throws IOException {
        JsonNode reply = client().submit(request("test-alpha"));
        String id = reply.at("/workflow/workflow_id").asText();
        String uuid = reply.at("/taskforces/0/taskforce_uuid").asText();
        client().awaitPhase(uuid, "pending-starter");
        List<String> events = new ArrayList<>();
        List<String> phases = new ArrayList<>();
        var stream = URI.create(client().base() + "/v1/workflows/" + id + "/events")
                .toURL()
                .openConnection();
        assertThat(stream.getContentType()).isEqualTo("text/event-stream");
        stream.setReadTimeout(60_000);
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(stream.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    events.add(line.substring(7));
                } else if (line.contains("\"phase\"")) {
                    phases.add(Client.read(line.substring(6)).path("phase").asText());
                    if (phases.size() == 1) {
                        client().submitted(uuid, 7);
                    } else if (phases.getLast().equals("condor-submit")) {
                        client().post("/v1/workflows/" + id + "/actions/finished", "{}")
                                .ok();
                    } else if (phases.getLast().equals("pending-stopper")) {
                        client().post(
                                        "/v1/tms/condor-complete/taskforces/" + uuid,
                                        "{\"condor_complete_ts\": 1700000000}")
                                .ok();
                    }
                }
            }
        }
        assertThat(phases).containsExactly("pending-starter", "condor-submit", "pending-stopper", "condor-complete");
        assertThat(events).startsWith("workflow", "taskforce").endsWith("end");
    }

    @Test
    void what_else_a_task_needs_is_told_to_whoever_starts_it() {
        ObjectNode request = request("test-alpha");
        ObjectNode task = (ObjectNode) request.at("/tasks/0");
        task.putObject("resources").put("gpus", 1).put("fpga", "any");
        task.putObject("workers").put("min", 1).put("max", 10);
        task.putObject("retry").put("max_attempts", 3);
        task.put("timeout_seconds", 60);
        JsonNode directive = client().submit(request).at("/task_directives/0");
        assertThat(directive.at("/resources/fpga").asText()).isEqualTo("any");
        assertThat(client().get("/v1/task-directives/"
                                + directive.path("task_id").asText())
                        .ok())
                .isEqualTo(directive);
        task.putObject("workers").put("min", 3).put("max", 2);
        assertThat(client().post("/v1/workflows", request.toString()).error()).contains("workers.min");
        task.putObject("resources").put("bad name!", 1);
        assertThat(client().post("/v1/workflows", request.toString()).status()).isEqualTo(400);
    }

    @Test
    void a_workflow_past_its_deadline_is_aborted() {
        ObjectNode request = request("test-alpha").put("deadline_seconds", 1);
        String id = client().submit(request).at("/workflow/workflow_id").asText();
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(60))
                .until(() -> client().get("/v1/workflows/" + id)
                        .ok()
                        .path("deactivated")
                        .asText()
                        .equals("ABORTED"));
    }

    @Test
    void events_cannot_be_put_in_where_the_broker_is_not_reached() {
        ObjectNode request = request("test-alpha");
        request.putObject("inputs").putObject("in").putObject("range").put("stop", 3);
        Client.Answer answer = client().post("/v1/workflows", request.toString());
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.error()).contains("EWMS_BROKER");
    }

    @Test
    void figures_and_the_manual_are_there_for_everybody() {
        client().get("/v1/");
        Client.Answer metrics = client().get("/metrics");
        assertThat(metrics.text())
                .contains("ewms_http_requests_seconds_count{method=\"GET\",route=\"/v1/\",status=\"200\"}")
                .contains("ewms_taskforces_waiting");
        Client.Answer manual = client().get("/docs");
        assertThat(manual.text())
                .contains("/v1/workflows/{workflow_id}/events", "/v1/mqs/actions/renew", "id='WorkflowRequest'")
                .doesNotContain("http://", "https://");
    }

    @Test
    void who_asks_too_often_is_told_when_to_come_again(@TempDir Path directory) {
        try (Service service = Service.start(directory, Map.of("EWMS_RATE_LIMIT", "1"))) {
            List<Client.Answer> answers = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                answers.add(service.client().get("/v1/"));
            }
            Client.Answer refused = answers.stream()
                    .filter(each -> each.status() == 429)
                    .findFirst()
                    .orElseThrow();
            assertThat(refused.error()).contains("1 requests a second");
            assertThat(refused.headers().get("Retry-After")).containsExactly("1");
            assertThat(service.client().get("/health/live").status()).isEqualTo(200);
        }
    }
}
