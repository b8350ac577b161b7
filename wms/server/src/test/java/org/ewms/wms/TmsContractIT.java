package org.ewms.wms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ewms.wms.Client.request;
import static org.ewms.wms.Client.submission;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parity rows 3, 7, 11, 17: what a TMS is given and what it may report. A service for each test: offers are of one queue. */
class TmsContractIT {
    private Service service;

    @BeforeEach
    void start(@TempDir Path directory) {
        service = Service.start(directory, Map.of());
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private Client client() {
        return service.client();
    }

    private String post(String path, String body) {
        return client().post(path, body).ok().path("taskforce_uuid").asText();
    }

    private String next(String kind) {
        return client().offer(kind, "SCHEDD1", "")
                .map(each -> each.path("taskforce").isMissingNode() ? each : each.path("taskforce"))
                .map(each -> each.path("taskforce_uuid").asText())
                .orElse("");
    }

    private ObjectNode prioritised(int priority) {
        return request("test-alpha").put("priority", priority);
    }

    private void abort(String uuid) {
        String id = client().taskforce(uuid).path("workflow_id").asText();
        client().post("/v1/workflows/" + id + "/actions/abort", "{}").ok();
    }

    @Test
    void an_offer_is_the_taskforce_its_directive_and_every_queue_with_its_credential() {
        String uuid = client().offered(request("test-alpha"));
        JsonNode offer =
                client().offer("pending-starter", "SCHEDD1", "&collector=x").orElseThrow();
        assertThat(offer).hasSize(3);
        assertThat(offer.at("/taskforce/taskforce_uuid").asText()).isEqualTo(uuid);
        assertThat(offer.at("/task_directive/task_id")).isEqualTo(offer.at("/taskforce/task_id"));
        assertThat(offer.path("mqprofiles").findValuesAsText("mqid"))
                .containsExactly(
                        offer.at("/task_directive/input_queues/0").asText(),
                        offer.at("/task_directive/output_queues/0").asText());
        assertThat(offer.path("mqprofiles")).allSatisfy(profile -> {
            assertThat(profile.path("auth_token").asText()).contains(".");
            assertThat(profile.path("broker_address").asText()).isEqualTo("user@broker.example:5672");
        });
        assertThat(client().phase(uuid)).as("the phase stays").isEqualTo("pending-starter");
    }

    @Test
    void another_schedd_is_offered_nothing() {
        client().offered(request("test-alpha"));
        assertThat(client().offer("pending-starter", "SCHEDD2", "")).isEmpty();
        assertThat(client().get("/v1/tms/pending-starter/taskforces").status()).isEqualTo(400);
    }

    @Test
    void the_order_of_starts_is_priority_then_failures_then_age() {
        String old = client().offered(prioritised(50));
        String young = client().offered(prioritised(50));
        String high = client().offered(prioritised(51));
        assertThat(next("pending-starter")).isEqualTo(high);
        client().submitted(high, 1);
        assertThat(next("pending-starter")).isEqualTo(old);
        post("/v1/tms/condor-submit/taskforces/" + old + "/failed", "{\"error\": \"schedd away\"}");
        assertThat(next("pending-starter")).isEqualTo(young);
    }

    @Test
    void after_three_failures_a_start_is_not_offered_again_and_says_why() {
        String uuid = client().offered(request("test-alpha"));
        for (int i = 0; i < 3; i++) {
            assertThat(next("pending-starter")).isEqualTo(uuid);
            post("/v1/tms/condor-submit/taskforces/" + uuid + "/failed", "{\"error\": \"no way\"}");
        }
        assertThat(next("pending-starter")).isEmpty();
        JsonNode last = client().taskforce(uuid).path("phase_change_log").path(5);
        assertThat(last.path("was_successful").asBoolean()).isFalse();
        assertThat(last.path("context").asText()).isEqualTo("no way");
        String id = client().taskforce(uuid).path("workflow_id").asText();
        assertThat(client().get("/v1/workflows/" + id + "/explain")
                        .ok()
                        .at("/taskforces/0/stuck")
                        .asBoolean())
                .isTrue();
    }

    @Test
    void a_submission_is_recorded_with_all_that_was_said() {
        String uuid = client().offered(request("test-alpha"));
        assertThat(post(
                        "/v1/tms/condor-submit/taskforces/" + uuid,
                        submission(123).replace("5,", "4,")))
                .isEqualTo(uuid);
        JsonNode after = client().taskforce(uuid);
        assertThat(after.path("phase").asText()).isEqualTo("condor-submit");
        assertThat(after.path("cluster_id").asInt()).isEqualTo(123);
        assertThat(after.path("n_workers").asInt()).isEqualTo(4);
        assertThat(after.path("submit_dict").toString()).isEqualTo("{\"+x\":\"y\"}");
        assertThat(after.path("job_event_log_fpath").asText()).isEqualTo("/day.tms.jel");
        assertThat(next("pending-starter")).isEmpty();
    }

    @Test
    void a_report_without_what_it_must_say_is_refused() {
        String uuid = client().offered(request("test-alpha"));
        assertThat(client().post("/v1/tms/condor-submit/taskforces/" + uuid, "{\"cluster_id\": 1}")
                        .status())
                .isEqualTo(400);
        assertThat(client().post("/v1/tms/condor-submit/taskforces/" + uuid + "/failed", "{}")
                        .status())
                .isEqualTo(400);
        assertThat(client().post("/v1/tms/condor-rm/taskforces/" + uuid + "/failed", "{}")
                        .status())
                .isEqualTo(400);
        assertThat(client().post("/v1/tms/condor-complete/taskforces/" + uuid, "{}")
                        .status())
                .isEqualTo(400);
        assertThat(client().post("/v1/tms/condor-rm/taskforces/TF-none", "{}").status())
                .isEqualTo(404);
    }

    @Test
    void a_submission_said_twice_is_confirmed_and_a_second_cluster_refused() {
        String uuid = client().offered(request("test-alpha"));
        client().submitted(uuid, 1);
        client().submitted(uuid, 1);
        assertThat(client().post("/v1/tms/condor-submit/taskforces/" + uuid, submission(2))
                        .status())
                .isEqualTo(404);
        assertThat(client().taskforce(uuid).path("phase_change_log")).hasSize(4);
    }

    @Test
    void stops_go_by_age_and_end_in_completion() {
        String first = client().offered(prioritised(10));
        String second = client().offered(prioritised(90));
        client().submitted(first, 1);
        client().submitted(second, 2);
        abort(second);
        abort(first);
        assertThat(next("pending-stopper")).isEqualTo(first);
        post("/v1/tms/condor-rm/taskforces/" + first, "{}");
        assertThat(client().phase(first)).isEqualTo("condor-rm");
        assertThat(next("pending-stopper")).isEqualTo(second);
        post("/v1/tms/condor-rm/taskforces/" + second + "/failed", "{\"error\": \"away\"}");
        assertThat(next("pending-stopper")).isEqualTo(second);
        post("/v1/tms/condor-complete/taskforces/" + first, "{\"condor_complete_ts\": 1234}");
        JsonNode done = client().taskforce(first);
        assertThat(done.path("phase").asText()).isEqualTo("condor-complete");
        assertThat(done.path("phase_change_log")
                        .path(6)
                        .path("source_event_time")
                        .asInt())
                .isEqualTo(1234);
    }

    @Test
    void the_end_is_the_end_whatever_is_said_afterwards() {
        String uuid = client().offered(request("test-alpha"));
        client().submitted(uuid, 1);
        post("/v1/tms/condor-complete/taskforces/" + uuid, "{\"condor_complete_ts\": 1}");
        int entries = client().taskforce(uuid).path("phase_change_log").size();
        post("/v1/tms/condor-complete/taskforces/" + uuid, "{\"condor_complete_ts\": 2}");
        post("/v1/tms/condor-rm/taskforces/" + uuid, "{}");
        assertThat(client().phase(uuid)).isEqualTo("condor-complete");
        assertThat(client().taskforce(uuid).path("phase_change_log")).hasSize(entries);
        abort(uuid);
        JsonNode last = client().taskforce(uuid).path("phase_change_log").path(entries);
        assertThat(last.path("target_phase").asText()).isEqualTo("pending-stopper");
        assertThat(last.path("was_successful").asBoolean()).isFalse();
    }

    @Test
    void what_is_aborted_before_it_was_submitted_is_never_offered() {
        String uuid = client().offered(request("test-alpha"));
        abort(uuid);
        assertThat(client().phase(uuid)).isEqualTo("pending-stopper");
        assertThat(next("pending-starter")).isEmpty();
        assertThat(next("pending-stopper")).isEmpty();
    }

    @Test
    void a_cluster_confirmed_after_the_abort_is_offered_for_removal() {
        String uuid = client().offered(request("test-alpha"));
        abort(uuid);
        client().submitted(uuid, 77);
        assertThat(client().phase(uuid)).isEqualTo("pending-stopper");
        JsonNode stop = client().offer("pending-stopper", "SCHEDD1", "").orElseThrow();
        assertThat(stop.path("cluster_id").asInt()).isEqualTo(77);
    }

    @Test
    void statuses_are_replaced_and_unknown_taskforces_told_apart() {
        String uuid = client().offered(request("test-alpha"));
        client().submitted(uuid, 1);
        String statuses =
                "{\"compound_statuses_by_taskforce\": {\"UUID\": {\"RUNNING\": {\"Tasking\": 3, \"null\": 1}}},"
                        + " \"top_task_errors_by_taskforce\": {\"UUID\": {\"ValueError: a.b $c\": 2}}}";
        Client.Answer told = client().post("/v1/tms/statuses/taskforces", statuses.replace("UUID", uuid));
        assertThat(told.status()).isEqualTo(200);
        assertThat(told.body())
                .isEqualTo(Client.read("{\"results\": [{\"uuid\": \"" + uuid + "\", \"status\": \"updated\"}]}"));
        JsonNode after = client().taskforce(uuid);
        assertThat(after.path("compound_statuses").toString()).contains("\"Tasking\":3");
        assertThat(after.path("top_task_errors").path("ValueError: a.b $c").asInt())
                .isEqualTo(2);
        Client.Answer partly = client().post(
                        "/v1/tms/statuses/taskforces",
                        "{\"compound_statuses_by_taskforce\": {\"" + uuid + "\": {}, \"TF-none\": {}}}");
        assertThat(partly.status()).isEqualTo(207);
        assertThat(partly.body().path("results").findValuesAsText("status")).containsExactly("updated", "failed");
        assertThat(client().taskforce(uuid).path("compound_statuses")).isEmpty();
        assertThat(client().taskforce(uuid).path("top_task_errors"))
                .as("not mentioned, not changed")
                .hasSize(1);
        assertThat(client().post("/v1/tms/statuses/taskforces", "{\"compound_statuses_by_taskforce\": {}}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_claimed_taskforce_is_offered_to_no_other_and_its_confirmation_echoes_the_submission() {
        String uuid = client().offered(request("test-alpha"));
        JsonNode mine = client().offer("pending-starter", "SCHEDD1", "&claimant=a&lease=600")
                .orElseThrow();
        String submission = mine.path("submission_id").asText();
        assertThat(submission).isNotBlank();
        assertThat(client().offer("pending-starter", "SCHEDD1", "&claimant=b")).isEmpty();
        assertThat(client().offer("pending-starter", "SCHEDD1", "")).isEmpty();
        assertThat(client().post("/v1/tms/condor-submit/taskforces/" + uuid, submission(1))
                        .status())
                .isEqualTo(404);
        post(
                "/v1/tms/condor-submit/taskforces/" + uuid,
                submission(1)
                        .replace("}", ", \"submission_id\": \"" + submission + "\"}")
                        .replace("\"y\", \"submission_id\": \"" + submission + "\"}", "\"y\"}"));
        assertThat(client().phase(uuid)).isEqualTo("condor-submit");
    }

    @Test
    void a_submission_id_is_new_only_to_the_first_who_is_told_it() {
        client().offered(request("test-alpha"));
        JsonNode first = client().offer("pending-starter", "SCHEDD1", "&claimant=a&lease=600")
                .orElseThrow();
        assertThat(first.path("submission_is_new").asBoolean()).isTrue();
        JsonNode again = client().offer("pending-starter", "SCHEDD1", "&claimant=a&lease=600")
                .orElseThrow();
        assertThat(again.path("submission_id")).isEqualTo(first.path("submission_id"));
        assertThat(again.path("submission_is_new").asBoolean(true)).isFalse();
    }

    @Test
    void who_waits_is_given_the_taskforce_when_it_comes() throws Exception {
        CompletableFuture<List<String>> waiting =
                CompletableFuture.supplyAsync(() -> client().offer("pending-starter", "SCHEDD1", "&wait=60").stream()
                        .map(each -> each.at("/taskforce/taskforce_uuid").asText())
                        .toList());
        String uuid = client().offered(request("test-alpha"));
        assertThat(waiting.get(90, TimeUnit.SECONDS)).containsExactly(uuid);
    }
}
