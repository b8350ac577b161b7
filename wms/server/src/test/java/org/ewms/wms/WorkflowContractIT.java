package org.ewms.wms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ewms.wms.Client.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Parity rows 1, 5, 6, 8, 9, 10, 13, 14: workflows as users see them. */
class WorkflowContractIT extends ServiceFixture {
    private static List<String> fields(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    void the_reply_to_a_request_is_the_workflow_its_tasks_and_their_taskforces() {
        JsonNode reply = client().submit(request("test-alpha", "osg"));
        JsonNode workflow = reply.path("workflow");
        assertThat(fields(workflow))
                .containsExactlyInAnyOrder("workflow_id", "timestamp", "priority", "deactivated", "deactivated_ts");
        assertThat(workflow.path("workflow_id").asText()).matches("WF-[0-9a-f]+-[0-9a-f]{8}");
        assertThat(workflow.path("deactivated").isNull()).isTrue();
        assertThat(workflow.path("priority").asInt()).isEqualTo(50);
        JsonNode directive = reply.at("/task_directives/0");
        assertThat(fields(directive))
                .containsExactlyInAnyOrder(
                        "task_id",
                        "workflow_id",
                        "timestamp",
                        "cluster_locations",
                        "task_image",
                        "task_args",
                        "task_env",
                        "init_image",
                        "init_args",
                        "init_env",
                        "input_queues",
                        "output_queues");
        assertThat(directive.path("init_args").asText()).isEmpty();
        assertThat(directive.path("task_env").isObject()).isTrue();
        assertThat(directive.at("/input_queues/0").asText()).matches("a[0-9a-f]{20}");
        assertThat(reply.path("taskforces")).hasSize(2);
        JsonNode taskforce = reply.at("/taskforces/0");
        assertThat(fields(taskforce))
                .containsExactlyInAnyOrder(
                        "taskforce_uuid",
                        "task_id",
                        "workflow_id",
                        "timestamp",
                        "priority",
                        "collector",
                        "schedd",
                        "n_workers",
                        "pilot_config",
                        "worker_config",
                        "cluster_id",
                        "submit_dict",
                        "job_event_log_fpath",
                        "phase",
                        "phase_change_log",
                        "compound_statuses",
                        "top_task_errors");
        assertThat(taskforce.path("phase").asText()).isEqualTo("pre-mq-activation");
        assertThat(taskforce.path("phase_change_log")).hasSize(1);
        assertThat(taskforce.path("collector").isNull()).isTrue();
        assertThat(taskforce.path("cluster_id").isNull()).isTrue();
        assertThat(taskforce.path("schedd").asText()).isEqualTo("SCHEDD1");
        assertThat(reply.at("/taskforces/1/schedd").asText()).isEqualTo("grid-submitter.icecube.wisc.edu");
        assertThat(taskforce.at("/pilot_config/tag").asText()).isEqualTo("1.10.0");
        assertThat(taskforce.at("/pilot_config/image_source").asText()).isEqualTo("cvmfs");
        assertThat(taskforce.at("/worker_config/worker_memory").asInt()).isEqualTo(512);
    }

    @Test
    void each_part_is_read_as_it_was_made() {
        JsonNode reply = client().submit(request("test-alpha"));
        assertThat(client().get("/v1/workflows/"
                                + reply.at("/workflow/workflow_id").asText())
                        .ok())
                .isEqualTo(reply.path("workflow"));
        assertThat(client().get("/v1/task-directives/"
                                + reply.at("/task_directives/0/task_id").asText())
                        .ok())
                .isEqualTo(reply.at("/task_directives/0"));
        JsonNode taskforce =
                client().taskforce(reply.at("/taskforces/0/taskforce_uuid").asText());
        assertThat(taskforce.path("timestamp")).isEqualTo(reply.at("/taskforces/0/timestamp"));
    }

    @Test
    void soon_all_taskforces_are_offered_and_their_log_says_how() {
        String uuid = client().offered(request("test-beta"));
        JsonNode log = client().taskforce(uuid).path("phase_change_log");
        assertThat(log.findValuesAsText("target_phase"))
                .containsExactly("pre-mq-activation", "pre-launch", "pending-starter");
        assertThat(log).allSatisfy(entry -> {
            assertThat(fields(entry))
                    .containsExactlyInAnyOrder(
                            "target_phase",
                            "timestamp",
                            "was_successful",
                            "source_event_time",
                            "source_entity",
                            "context");
            assertThat(entry.path("was_successful").asBoolean()).isTrue();
        });
    }

    @Test
    void tasks_that_name_the_same_alias_share_the_queue() {
        ObjectNode request = request("test-alpha");
        ObjectNode second = request.at("/tasks/0").deepCopy();
        second.putArray("input_queue_aliases").add("out");
        second.putArray("output_queue_aliases").add("end");
        request.withArray("tasks").add(second);
        JsonNode reply = client().submit(request);
        assertThat(reply.at("/task_directives/0/output_queues")).isEqualTo(reply.at("/task_directives/1/input_queues"));
        assertThat(reply.at("/task_directives/1/task_id").asText())
                .startsWith("TK-" + reply.at("/workflow/workflow_id").asText().substring(3));
    }

    @Test
    void an_end_stops_every_taskforce_once() {
        JsonNode reply = client().submit(request("test-alpha", "test-beta"));
        String id = reply.at("/workflow/workflow_id").asText();
        JsonNode aborted =
                client().post("/v1/workflows/" + id + "/actions/abort", "{}").ok();
        assertThat(aborted).isEqualTo(Client.read("{\"n_taskforces\": 2, \"workflow_id\": \"" + id + "\"}"));
        assertThat(client().post("/v1/workflows/" + id + "/actions/finished", "{}")
                        .status())
                .isEqualTo(404);
        JsonNode workflow = client().get("/v1/workflows/" + id).ok();
        assertThat(workflow.path("deactivated").asText()).isEqualTo("ABORTED");
        assertThat(workflow.path("deactivated_ts").isNumber()).isTrue();
        for (JsonNode each : reply.path("taskforces")) {
            assertThat(client().phase(each.path("taskforce_uuid").asText())).isEqualTo("pending-stopper");
        }
        assertThat(client().offer("pending-stopper", "SCHEDD2", "")
                        .map(each -> each.path("workflow_id").asText()))
                .isNotEqualTo(java.util.Optional.of(id));
    }

    @Test
    void finished_is_another_word_for_the_end() {
        String id = client().submit(request("test-alpha"))
                .at("/workflow/workflow_id")
                .asText();
        client().post("/v1/workflows/" + id + "/actions/finished", "").ok();
        assertThat(client().get("/v1/workflows/" + id).ok().path("deactivated").asText())
                .isEqualTo("FINISHED");
    }

    @Test
    void workers_are_added_as_one_more_taskforce_ahead_of_the_others() {
        JsonNode reply = client().submit(request("test-alpha"));
        String task = reply.at("/task_directives/0/task_id").asText();
        JsonNode added = client().post(
                        "/v1/task-directives/" + task + "/actions/add-workers",
                        "{\"cluster_location\": \"test-beta\", \"n_workers\": 7}")
                .ok();
        assertThat(added.path("priority").asInt()).isEqualTo(150);
        assertThat(added.path("n_workers").asInt()).isEqualTo(7);
        assertThat(added.path("schedd").asText()).isEqualTo("SCHEDD2");
        assertThat(added.at("/phase_change_log/0/source_entity").asText()).isEqualTo("USER");
        assertThat(added.path("pilot_config")).isEqualTo(reply.at("/taskforces/0/pilot_config"));
        client().awaitPhase(added.path("taskforce_uuid").asText(), "pending-starter");
        JsonNode all = client().post("/v1/query/taskforces", "{\"query\": {\"task_id\": \"" + task + "\"}}")
                .ok();
        assertThat(all.path("taskforces")).hasSize(2);
    }

    @Test
    void no_workers_are_added_after_the_end_or_to_what_is_not_there() {
        JsonNode reply = client().submit(request("test-alpha"));
        String task = reply.at("/task_directives/0/task_id").asText();
        String more = "{\"cluster_location\": \"test-beta\", \"n_workers\": 7}";
        assertThat(client().post("/v1/task-directives/TK-none/actions/add-workers", more)
                        .status())
                .isEqualTo(404);
        assertThat(client().post(
                                "/v1/task-directives/" + task + "/actions/add-workers",
                                more.replace("test-beta", "mars"))
                        .status())
                .isEqualTo(400);
        client().post("/v1/workflows/" + reply.at("/workflow/workflow_id").asText() + "/actions/abort", "{}")
                .ok();
        assertThat(client().post("/v1/task-directives/" + task + "/actions/add-workers", more)
                        .status())
                .isEqualTo(422);
    }

    @Test
    void questions_are_answered_in_parts_with_the_fields_wanted() {
        ObjectNode request = request("test-alpha", "test-beta", "osg");
        String id = client().submit(request).at("/workflow/workflow_id").asText();
        String query = "{\"query\": {\"workflow_id\": \"" + id + "\"}, \"projection\": [\"taskforce_uuid\", \"_id\"]";
        JsonNode whole = client().post("/v1/query/taskforces", query + "}").ok();
        assertThat(whole.path("next_after").isNull()).isTrue();
        assertThat(whole.path("taskforces"))
                .hasSize(3)
                .allSatisfy(each -> assertThat(fields(each)).containsExactly("taskforce_uuid"));
        List<JsonNode> parts = new ArrayList<>();
        String after = "";
        do {
            JsonNode part = client().post(
                            "/v1/query/taskforces", query + ", \"limit\": 1, \"count\": true" + after + "}")
                    .ok();
            assertThat(part.path("count").asInt()).isEqualTo(3);
            part.path("taskforces").forEach(parts::add);
            after = part.path("next_after").isNull() ? "" : ", \"after\": " + part.path("next_after");
        } while (!after.isEmpty());
        assertThat(parts).containsExactlyElementsOf(whole.path("taskforces"));
        assertThat(client().post("/v1/query/workflows", "{\"query\": {\"workflow_id\": \"" + id + "\"}}")
                        .ok()
                        .path("workflows"))
                .hasSize(1);
        assertThat(client().post("/v1/query/task-directives", "{\"query\": {\"workflow_id\": \"" + id + "\"}}")
                        .ok()
                        .path("task_directives"))
                .hasSize(1);
    }

    @Test
    void it_says_what_each_part_waits_for() {
        String uuid = client().offered(request("test-beta"));
        String id = client().taskforce(uuid).path("workflow_id").asText();
        JsonNode why = client().get("/v1/workflows/" + id + "/explain").ok();
        assertThat(why.at("/taskforces/0/waits_for").asText()).isEqualTo("the TMS of SCHEDD2");
    }
}
