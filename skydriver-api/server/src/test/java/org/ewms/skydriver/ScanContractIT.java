package org.ewms.skydriver;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.ewms.skydriver.Client.Answer;
import org.junit.jupiter.api.Test;

/** The life of a scan whose scanner is somebody else's, route by route. */
class ScanContractIT extends ServiceFixture {
    private static final ObjectNode EVENT = Client.object("""
            {"event_metadata": {"run_id": 123, "event_id": 456, "event_type": "groovy", "mjd": 23423432.3, "is_real_event": true}}""");
    private static final ObjectNode RESULT = Client.object("{\"alpha\": {\"value\": [1, 2.5, null]}}");

    @Test
    void a_new_scan_has_the_manifest_of_the_contract() {
        JsonNode manifest = client().launch(Client.request());
        ObjectNode expected = Client.object("""
                {"is_deleted": false, "ewms_workflow_id": "not-yet-requested", "ewms_address": null, "ewms_task": "use 'ewms_workflow_id'",
                 "priority": 0, "classifiers": {"foo": 1, "bar": true, "baz": "bat"}, "event_i3live_json_dict": "use 'i3_event_id'",
                 "event_i3live_json_dict__hash": null, "event_metadata": null, "scan_metadata": null, "progress": null,
                 "replaced_by_scan_id": null}""");
        ObjectNode rest = manifest.deepCopy();
        assertThat(rest.remove("scan_id").asText()).matches("[0-9a-f]{11}x[0-9a-f]{20}");
        assertThat(rest.remove("i3_event_id").asText()).matches("[0-9a-f]{32}");
        assertThat(rest.remove("scanner_server_args").asText())
                .startsWith("python -m skymap_scanner.server --reco-algo spe");
        assertThat(rest.remove("timestamp").asDouble())
                .isLessThan(rest.remove("last_updated").asDouble());
        assertThat((JsonNode) rest).isEqualTo(expected);
    }

    @Test
    void a_new_scan_is_in_the_backlog_and_nowhere_else() {
        String id = client().launch();
        assertThat(client().get("/scans/backlog").ok().path("entries").valueStream())
                .anySatisfy(entry -> {
                    assertThat(entry.path("scan_id").asText()).isEqualTo(id);
                    assertThat(entry.path("next_attempt").asInt()).isZero();
                    assertThat(entry.path("pending_timestamp").asDouble()).isZero();
                });
        JsonNode status = client().get("/scan/" + id + "/status").ok();
        assertThat(status.path("scan_state").asText()).isEqualTo("PENDING__PRESTARTUP");
        assertThat(status.path("scan_complete").asBoolean()).isFalse();
        assertThat(status.path("ewms_deactivated").isNull()).isTrue();
        assertThat(status.at("/ewms_workforce/n_running").asInt(-1)).isZero();
        assertThat(client().get("/scan/" + id + "/result").ok().isEmpty()).isTrue();
        assertThat(client().get("/scan/" + id + "/logs")
                        .ok()
                        .at("/scanner_server/url")
                        .isNull())
                .isTrue();
    }

    @Test
    void the_request_can_be_had_again() {
        String id = client().launch();
        JsonNode request = client().get("/scan-request/" + id).ok();
        assertThat(request.path("nsides")).isEqualTo(Client.read("{\"1\": 0, \"2\": 12}"));
        assertThat(request.path("request_clusters")).isEqualTo(Client.read("[[\"osg\", 1]]"));
        assertThat(request.path("worker_memory_bytes").asLong()).isEqualTo(8_000_000_000L);
        assertThat(request.path("scanner_server_memory_bytes").asLong()).isEqualTo(1_024_000_000L);
        assertThat(request.has("ewms")).isFalse();
        assertThat(client().get("/scan-request/nobody").error()).isEqualTo("Scan request not found");
    }

    @Test
    void the_event_is_kept_once_and_can_be_scanned_again_by_its_id() {
        JsonNode first = client().launch(Client.request());
        String event = first.path("i3_event_id").asText();
        assertThat(client().launch(Client.request()).path("i3_event_id").asText())
                .isEqualTo(event);
        ObjectNode again = Client.request();
        again.remove("event_i3live_json");
        again.put("i3_event_id", event);
        String id = client().launch(again).path("scan_id").asText();
        assertThat(client().get("/scan/" + id + "/i3-event").ok().path("i3_event"))
                .isEqualTo(Client.read("{\"a\": 22}"));
    }

    @Test
    void an_event_may_be_sent_as_text() {
        ObjectNode request = Client.request().put("event_i3live_json", " {\"b\": [1, {\"c.d\": null}]} ");
        String id = client().launch(request).path("scan_id").asText();
        assertThat(client().get("/scan/" + id + "/i3-event").ok().path("i3_event"))
                .isEqualTo(Client.read("{\"b\": [1, {\"c.d\": null}]}"));
    }

    @Test
    void a_scanner_tells_of_its_event_once() {
        String id = client().launch();
        JsonNode told = client().patch(id, EVENT).ok();
        assertThat(told.path("event_metadata")).isEqualTo(EVENT.path("event_metadata"));
        assertThat(client().patch(id, EVENT).ok()).isEqualTo(told);
        ObjectNode other = EVENT.deepCopy();
        ((ObjectNode) other.path("event_metadata")).put("event_type", "funky");
        Answer refused = client().patch(id, other);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).isEqualTo("Cannot change an existing event_metadata");
    }

    @Test
    void a_scanner_tells_of_its_scan_once() {
        String id = client().launch();
        client().patch(id, Client.object("{\"scan_metadata\": {\"a.b\": 1}}")).ok();
        assertThat(client().patch(id, Client.object("{\"scan_metadata\": {\"a.b\": 2}}"))
                        .error())
                .isEqualTo("Cannot change an existing scan_metadata");
    }

    @Test
    void progress_is_told_again_and_again() {
        String id = client().launch();
        for (int i = 1; i <= 3; i++) {
            JsonNode before = client().manifest(id);
            JsonNode told = client().patch(id, Client.progress(i)).ok();
            assertThat(told.at("/progress/tallies/done").asInt()).isEqualTo(i);
            assertThat(told.at("/progress/processing_stats/finished").isBoolean())
                    .isTrue();
            assertThat(told.path("last_updated").asDouble())
                    .isGreaterThan(before.path("last_updated").asDouble());
            assertThat(client().manifest(id)).isEqualTo(told);
        }
    }

    @Test
    void nothing_is_told_of_a_scan_that_is_not_there() {
        assertThat(client().patch("nobody", Client.progress(1)).status()).isEqualTo(404);
        assertThat(client().put("nobody", RESULT, false).status()).isEqualTo(404);
        assertThat(client().get("/scan/nobody").status()).isEqualTo(404);
    }

    @Test
    void a_workflow_is_assigned_once() {
        String id = client().launch();
        ObjectNode body = Client.object("{\"workflow_id\": \"WF-1\", \"ewms_address\": \"ewms.example\"}");
        JsonNode assigned =
                client().post("/scan/" + id + "/ewms/workflow-id", body).ok();
        assertThat(assigned.path("ewms_workflow_id").asText()).isEqualTo("WF-1");
        assertThat(client().get("/scan/" + id + "/ewms/workflow-id").ok()).isEqualTo(Client.read("""
                        {"workflow_id": "WF-1", "requested_ewms_workflow": true, "eligible_for_ewms": true, "ewms_address": "ewms.example"}"""));
        assertThat(client().post("/scan/" + id + "/ewms/workflow-id", body).status())
                .isEqualTo(404);
        assertThat(client().get("/scan/" + id + "/status")
                        .ok()
                        .path("scan_state")
                        .asText())
                .isEqualTo("PENDING__WAITING_ON_SCANNER_SERVER_STARTUP");
        client().patch(id, Client.progress(1)).ok();
        assertThat(client().get("/scan/" + id + "/status")
                        .ok()
                        .path("scan_state")
                        .asText())
                .isEqualTo("IN_PROGRESS__PARTIAL_RESULT_GENERATED");
        assertThat(client().get("/scan/" + id + "/ewms/taskforces").ok())
                .isEqualTo(Client.read("{\"taskforces\": []}"));
        assertThat(client().get("/scan/" + id + "/ewms/workforce")
                        .ok()
                        .path("workflow_id")
                        .asText())
                .isEqualTo("WF-1");
    }

    @Test
    void results_replace_each_other_until_the_final_one() {
        String id = client().launch();
        assertThat(client().put(id, RESULT, false).ok().path("is_final").asBoolean())
                .isFalse();
        ObjectNode larger = Client.JSON.createObjectNode();
        for (int i = 0; i < 40_000; i++) {
            larger.put("pixel-" + i + "-Ω", i * 0.1);
        }
        client().put(id, larger, false).ok();
        assertThat(client().get("/scan/" + id + "/result").ok().path("skyscan_result"))
                .isEqualTo(larger);
        JsonNode last = client().put(id, RESULT, true).ok();
        assertThat(last.path("skyscan_result")).isEqualTo(RESULT);
        assertThat(client().get("/scan/" + id).ok().path("result")).isEqualTo(last);
        assertThat(client().get("/scan/" + id + "/status")
                        .ok()
                        .path("scan_state")
                        .asText())
                .isEqualTo("SCAN_HAS_FINAL_RESULT");
    }

    @Test
    void an_empty_result_is_taken_for_none() {
        String id = client().launch();
        assertThat(client().put(id, Client.JSON.createObjectNode(), true).ok().isEmpty())
                .isTrue();
        assertThat(client().get("/scan/" + id + "/result").ok().isEmpty()).isTrue();
    }

    @Test
    void a_deleted_scan_is_gone_for_who_does_not_ask_for_deleted_ones() {
        String id = client().launch();
        client().put(id, RESULT, false).ok();
        JsonNode deleted = client().call("DELETE", "/scan/" + id, null).ok();
        assertThat(deleted.at("/manifest/is_deleted").asBoolean()).isTrue();
        assertThat(deleted.at("/result/skyscan_result")).isEqualTo(RESULT);
        for (String rest : new String[] {"", "/manifest", "/result"}) {
            Answer gone = client().get("/scan/" + id + rest);
            assertThat(gone.status()).isEqualTo(404);
            assertThat(gone.error()).isEqualTo("Not Found");
            assertThat(client().get("/scan/" + id + rest + "?include_deleted=True")
                            .status())
                    .isEqualTo(200);
            assertThat(client().get("/scan/" + id + rest + "?include_deleted=False")
                            .status())
                    .isEqualTo(404);
        }
        assertThat(client().get("/scan/" + id + "/status")
                        .ok()
                        .path("is_deleted")
                        .asBoolean())
                .isTrue();
        assertThat(client().call("DELETE", "/scan/" + id, null).status()).isEqualTo(200);
    }

    @Test
    void a_finished_scan_is_deleted_only_on_purpose() {
        String id = client().launch();
        client().put(id, RESULT, true).ok();
        Answer refused = client().call("DELETE", "/scan/" + id, Client.object("{\"delete_completed_scan\": false}"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error())
                .isEqualTo("Attempted to delete a completed scan (must use `delete_completed_scan=True`)");
        client().call("DELETE", "/scan/" + id, Client.object("{\"delete_completed_scan\": true}"))
                .ok();
    }

    @Test
    void a_projection_names_the_wanted_fields() {
        ObjectNode request = Client.request();
        request.putArray("manifest_projection").add("scan_id").add("priority");
        JsonNode manifest = client().launch(request);
        assertThat(manifest.fieldNames()).toIterable().containsExactlyInAnyOrder("scan_id", "priority");
        String id = manifest.path("scan_id").asText();
        assertThat(client().get("/scan/" + id + "/manifest?projection=scan_id%7Cclassifiers")
                        .ok()
                        .fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("scan_id", "classifiers");
    }

    @Test
    void no_workers_are_added_to_a_scan_that_has_no_use_for_them() {
        ObjectNode more = Client.object("{\"n_workers\": 5, \"cluster_location\": \"osg\"}");
        String id = client().launch();
        Answer waiting = client().post("/scan/" + id + "/actions/add-workers", more);
        assertThat(waiting.status()).isEqualTo(422);
        assertThat(waiting.error()).isEqualTo("an EWMS workflow has not been assigned--cannot add workers");
        client().post(
                        "/scan/" + id + "/ewms/workflow-id",
                        Client.object("{\"workflow_id\": \"WF-2\", \"ewms_address\": \"ewms.example\"}"))
                .ok();
        assertThat(client().post("/scan/" + id + "/actions/add-workers", more).status())
                .isEqualTo(500);
        client().put(id, RESULT, true).ok();
        assertThat(client().post("/scan/" + id + "/actions/add-workers", more).error())
                .isEqualTo("this scan has a final result--cannot add workers");
        client().call("DELETE", "/scan/" + id, Client.object("{\"delete_completed_scan\": true}"))
                .ok();
        assertThat(client().post("/scan/" + id + "/actions/add-workers", more).error())
                .isEqualTo("this scan has been deleted--cannot add workers");
    }
}
