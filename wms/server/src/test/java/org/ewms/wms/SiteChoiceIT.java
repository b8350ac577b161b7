package org.ewms.wms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ewms.wms.Client.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.ewms.workflow.Place;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workflows that say what a site must have, on the real service. */
class SiteChoiceIT {
    @TempDir
    private Path directory = Path.of("set by JUnit");

    private @Nullable Service service;

    @BeforeEach
    void start() {
        service = Service.start(
                directory,
                List.of(
                        new Place("cloud", "cloud", Set.of("gpu", "avx2"), 2.5),
                        new Place("farm", "farm-head", Set.of("gpu"), 0.5)));
    }

    @AfterEach
    void stop() {
        Objects.requireNonNull(service).close();
    }

    private Client client() {
        return Objects.requireNonNull(service).client();
    }

    private String placed(JsonNode reply) {
        String id = reply.at("/workflow/workflow_id").asText();
        return client().get("/v1/workflows/" + id + "/explain")
                .ok()
                .at("/taskforces/0/placed")
                .asText();
    }

    @Test
    void a_task_goes_to_the_cheapest_site_that_has_what_it_asks_for_and_is_told_why() {
        JsonNode reply = client().submit(request("@gpu"));
        assertThat(reply.path("taskforces")).hasSize(1);
        assertThat(reply.at("/taskforces/0/schedd").asText()).isEqualTo("farm-head");
        String task = reply.at("/task_directives/0/task_id").asText();
        assertThat(client().get("/v1/task-directives/" + task)
                        .ok()
                        .at("/cluster_locations/0")
                        .asText())
                .isEqualTo("@gpu");
        assertThat(placed(reply)).isEqualTo("@gpu: farm, cost 0.5, is the cheapest of 2");
        client().awaitPhase(reply.at("/taskforces/0/taskforce_uuid").asText(), "pending-starter");
        assertThat(client().offer("pending-starter", "farm-head", "")).isPresent();
        JsonNode more = client().post(
                        "/v1/task-directives/" + task + "/actions/add-workers",
                        "{\"cluster_location\": \"@avx2\", \"n_workers\": 3}")
                .ok();
        assertThat(more.path("schedd").asText()).isEqualTo("cloud");
    }

    @Test
    void labels_that_no_site_has_are_400_with_those_that_there_are() {
        Client.Answer answer = client().post("/v1/workflows", request("@tpu").toString());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).contains("'@tpu'", "cloud [avx2, gpu], farm [gpu]");
        assertThat(answer.reason()).isEqualTo(answer.error());
        assertThat(client().post("/v1/workflows", request("mars").toString()).error())
                .startsWith("cluster location not found: 'mars'; known: [OSG, cloud, farm, osg");
    }

    @Test
    void a_site_where_submissions_fail_is_passed_over() {
        for (int i = 0; i < 3; i++) {
            String uuid = client().offered(request("farm"));
            client().post("/v1/tms/condor-submit/taskforces/" + uuid + "/failed", "{\"error\": \"no such partition\"}")
                    .ok();
        }
        JsonNode reply = client().submit(request("@gpu"));
        assertThat(reply.at("/taskforces/0/schedd").asText()).isEqualTo("cloud");
        assertThat(placed(reply)).contains("but for farm (submissions fail there)");
    }
}
