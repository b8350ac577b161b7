package org.ewms.wms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ewms.wms.Client.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parity rows 1, 2, 3: routes, validation, errors. */
class RequestContractIT extends ServiceFixture {
    private static Arguments wrong(String what, Consumer<ObjectNode> change) {
        return Arguments.of(what, change);
    }

    private static ObjectNode task(ObjectNode request) {
        return (ObjectNode) request.at("/tasks/0");
    }

    static Stream<Arguments> wrongRequests() {
        return Stream.of(
                wrong("unknown_field", r -> r.put("unknown_field", 1)),
                wrong("tasks", r -> r.remove("tasks")),
                wrong("tasks", r -> r.putArray("tasks")),
                wrong("tasks", r -> r.withArray("tasks").add(task(r).deepCopy())),
                wrong("public_queue_aliases", r -> r.remove("public_queue_aliases")),
                wrong(
                        "public_queue_aliases",
                        r -> r.putArray("public_queue_aliases").add("a").add("a")),
                wrong("priority", r -> r.put("priority", "high")),
                wrong("task_image", r -> task(r).remove("task_image")),
                wrong("task_args", r -> task(r).put("task_args", 3)),
                wrong("unknown", r -> task(r).put("unknown", 3)),
                wrong("n_workers", r -> task(r).remove("n_workers")),
                wrong("n_workers", r -> task(r).put("n_workers", -1)),
                wrong("cluster_locations", r -> task(r).putArray("cluster_locations")),
                wrong("mars", r -> task(r).putArray("cluster_locations").add("mars")),
                wrong("task_env", r -> task(r).putObject("task_env").put("A", 1)),
                wrong("worker_config", r -> task(r).remove("worker_config")),
                wrong(
                        "condor_requirements",
                        r -> task(r).withObject("worker_config").remove("condor_requirements")),
                wrong("worker_disk", r -> task(r).withObject("worker_config").put("worker_disk", true)),
                wrong(
                        "input_files",
                        r -> task(r).putObject("pilot_config")
                                .put("tag", "latest")
                                .put("image_source", "cvmfs")
                                .putObject("environment")),
                wrong("9.9.9", r -> pilot(r).put("tag", "9.9.9")),
                wrong("image_source", r -> pilot(r).put("image_source", "web")),
                wrong(
                        "EWMS_PILOT_TASK_ARGS",
                        r -> pilot(r).putObject("environment").put("EWMS_PILOT_TASK_ARGS", "x")),
                wrong("queue", r -> {
                    task(r).putArray("input_queue_aliases");
                    task(r).putArray("output_queue_aliases");
                }),
                wrong("circle", r -> task(r).putArray("output_queue_aliases").add("in")));
    }

    private static ObjectNode pilot(ObjectNode request) {
        ObjectNode pilot = task(request).putObject("pilot_config");
        pilot.put("tag", "latest").put("image_source", "cvmfs");
        pilot.putObject("environment");
        pilot.putArray("input_files");
        return pilot;
    }

    @ParameterizedTest
    @MethodSource("wrongRequests")
    void a_wrong_request_is_refused_with_a_text_that_names_what_is_wrong(String what, Consumer<ObjectNode> change) {
        ObjectNode request = request("test-alpha");
        change.accept(request);
        Client.Answer answer = client().post("/v1/workflows", request.toString());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).contains(what);
        assertThat(answer.reason()).isEqualTo(answer.error());
        assertThat(answer.body())
                .isEqualTo(Client.JSON.createObjectNode().put("code", 400).put("error", answer.error()));
    }

    @Test
    void the_fullest_request_is_accepted() {
        ObjectNode request = request("test-alpha", "sub-2").put("priority", 150);
        ObjectNode task = task(request);
        task.putObject("task_env").put("A", "b");
        task.put("init_image", "init")
                .put("init_args", "x")
                .putObject("init_env")
                .put("C", "d");
        task.putNull("n_workers");
        ObjectNode environment = pilot(request).put("tag", "fix-123").putObject("environment");
        environment.put("A", "b").put("N", 3).putArray("L").add("x");
        request.withArray("public_queue_aliases").add("used by no task");
        JsonNode reply = client().submit(request);
        assertThat(reply.at("/workflow/priority").asInt()).isEqualTo(150);
        assertThat(reply.at("/taskforces/0/pilot_config/tag").asText()).isEqualTo("fix-123");
        assertThat(reply.at("/taskforces/0/pilot_config/environment")).isEqualTo(environment);
        assertThat(reply.at("/taskforces/0/n_workers").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "3", "{\"tasks\":", "nonsense"})
    void a_body_that_is_no_object_is_refused(String body) {
        assertThat(client().post("/v1/workflows", body).status()).isEqualTo(400);
    }

    @Test
    void what_is_not_there_is_404_with_the_reason_in_the_status_line() {
        for (String path : List.of("/v1/workflows/WF-none", "/v1/task-directives/TK-none", "/v1/taskforces/TF-none")) {
            Client.Answer answer = client().get(path);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.error()).contains("none").isEqualTo(answer.reason());
        }
    }

    @Test
    void an_unknown_route_is_404_and_no_json() {
        for (String path : List.of("/v1", "/v1/nothing", "/v1/mqs/", "/")) {
            Client.Answer answer = client().get(path);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.body().isNull()).isTrue();
        }
    }

    @Test
    void a_known_route_with_another_method_is_405() {
        Client.Answer answer = client().get("/v1/workflows");
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.body().path("code").asInt()).isEqualTo(405);
    }

    @Test
    void both_services_answer_at_their_roots() {
        assertThat(client().get("/v1/").ok()).isEmpty();
        assertThat(client().get("/v1/mqs").ok()).isEmpty();
        assertThat(client().get("/health/ready").ok()).isEmpty();
    }

    @Test
    void the_documents_that_requests_are_held_against_are_served_and_name_every_route() {
        JsonNode wms = client().get("/v1/schema/openapi").ok();
        JsonNode mqs = client().get("/v1/mqs/schema/openapi").ok();
        assertThat(wms.path("openapi").asText()).isEqualTo("3.1.0");
        assertThat(wms.at("/info/version").asText()).startsWith("1.");
        long operations = Stream.of(wms, mqs)
                .flatMap(each -> each.path("paths").valueStream())
                .mapToInt(JsonNode::size)
                .sum();
        assertThat(operations).as("20 + 8 of the contract, and twelve of ours").isEqualTo(40);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"query\": []}",
                "{\"query\": {\"$where\": \"1\"}}",
                "{\"query\": {\"phase\": {\"$bogus\": 1}}}",
                "{\"query\": {}, \"after\": \"nonsense\"}",
                "{\"query\": {}, \"projection\": []}",
                "{\"query\": {}, \"projection\": [\"a\", \"a\"]}",
                "{\"query\": {}, \"more\": 1}",
                "{\"query\": {\"ewms.owner\": \"x\"}}"
            })
    void a_question_that_cannot_be_asked_is_400(String body) {
        assertThat(client().post("/v1/query/taskforces", body).status()).isEqualTo(400);
    }

    @Test
    void a_reply_that_has_not_changed_is_not_sent_again() throws Exception {
        String id = client().submit(request("test-alpha"))
                .at("/workflow/workflow_id")
                .asText();
        Client.Answer first = client().get("/v1/workflows/" + id);
        String tag = Objects.requireNonNull(first.headers().get("ETag")).getFirst();
        var connection = (java.net.HttpURLConnection) java.net
                .URI
                .create(client().base() + "/v1/workflows/" + id)
                .toURL()
                .openConnection();
        connection.setRequestProperty("If-None-Match", tag);
        assertThat(connection.getResponseCode()).isEqualTo(304);
    }
}
