package org.ewms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.ewms.batch.CommandLineTools;
import org.ewms.batch.contract.HtcondorPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ewms tms} in the Python TMS's place: its variables, no sites file, the HTCondor of the machine. */
class AccessPointIT {
    @TempDir
    private Path directory = Path.of("set by JUnit");

    private static void eventually(ThrowingRunnable assertion) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(assertion);
    }

    private static ObjectNode workflow() throws Exception {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve("wms/examples/one-task.json"))) {
            at = Objects.requireNonNull(at.getParent());
        }
        ObjectNode body = (ObjectNode)
                JsonMapper.builder().build().readTree(Files.readString(at.resolve("wms/examples/one-task.json")));
        ObjectNode task = (ObjectNode) body.path("tasks").path(0);
        task.putArray("cluster_locations").add("here");
        task.put("n_workers", 2);
        return body;
    }

    private EwmsProcess service(String schedd) throws Exception {
        return EwmsProcess.start(
                directory,
                Map.of("EWMS_CLUSTER_LOCATIONS", "here=" + schedd),
                "wms",
                "--port",
                0,
                "--data",
                directory.resolve("wms"));
    }

    private EwmsProcess tms(HtcondorPool pool, URI wms) throws Exception {
        return EwmsProcess.start(
                directory,
                Map.of(
                        "PATH", pool.tools() + ":" + System.getenv("PATH"),
                        "EWMS_ADDRESS", wms.toString(),
                        "JOB_EVENT_LOG_DIR", directory.resolve("jobs").toString(),
                        "CVMFS_PILOT_PATH", "/cvmfs/pilot",
                        "TMS_ENV_VARS_AND_VALS_ADD_TO_PILOT", "EWMS_PILOT_EXTRA=yes OTHER=1",
                        "TMS_WATCHER_INTERVAL", "1",
                        "LOG_LEVEL", "INFO"),
                "tms");
    }

    private static JsonNode taskforce(WmsClient client) throws Exception {
        ObjectNode query = Json.object();
        query.putObject("query");
        return client.post("/v1/query/taskforces", query).path("taskforces").path(0);
    }

    @Test
    void a_workflow_is_submitted_and_stopped_by_the_variables_alone() throws Exception {
        try (HtcondorPool pool = HtcondorPool.start(directory.resolve("pool"), 2)) {
            CommandLineTools tools = CommandLineTools.defaults().withDirectory(pool.tools());
            String schedd = tools.asked(List.of("condor_config_val", "FULL_HOSTNAME"))
                    .out()
                    .strip();
            try (EwmsProcess service = service(schedd)) {
                URI wms = URI.create(
                        service.awaitLine(line -> line.startsWith("wms http")).substring(4));
                WmsClient client = new WmsClient(wms, null);
                try (EwmsProcess tms = tms(pool, wms)) {
                    tms.awaitLine(line -> line.contains("serves htcondor"));
                    String id = client.post("/v1/workflows", workflow())
                            .path("workflow")
                            .path("workflow_id")
                            .asText();
                    // Nobody in this pool runs containers.
                    eventually(() -> assertThat(
                                    taskforce(client).path("compound_statuses").toString())
                            .isEqualTo("{\"IDLE\":{\"null\":2}}"));
                    checkSubmission(taskforce(client));
                    client.post("/v1/workflows/" + id + "/actions/abort", Json.object());
                    eventually(() ->
                            assertThat(taskforce(client).path("phase").asText()).isEqualTo("condor-complete"));
                    assertThat(tools.asked(List.of("condor_q", "-af", "ClusterId"))
                                    .out())
                            .isBlank();
                    assertThat(tms.errors()).anyMatch(each -> each.contains("OTHER"));
                    archivedOutputIsTold(
                            pool, wms, taskforce(client).path("taskforce_uuid").asText());
                }
            }
        }
    }

    private void archivedOutputIsTold(HtcondorPool pool, URI wms, String uuid) throws Exception {
        Path jobs = directory.resolve("jobs");
        Path archive = Files.createFile(jobs.resolve("ewms-taskforce-" + uuid + ".tar.gz"));
        Map<String, String> environment =
                Map.of("PATH", pool.tools() + ":" + System.getenv("PATH"), "JOB_EVENT_LOG_DIR", jobs.toString());
        try (EwmsProcess logs = EwmsProcess.start(directory, environment, "logs", uuid, "--wms", wms)) {
            assertThat(logs.await()).isZero();
            assertThat(logs.errors()).anyMatch(each -> each.contains("archived: " + archive));
        }
    }

    private void checkSubmission(JsonNode taskforce) throws Exception {
        Path jobs = directory.resolve("jobs");
        assertThat(taskforce.path("job_event_log_fpath").asText())
                .startsWith(jobs.toString())
                .endsWith(".tms.jel");
        assertThat(taskforce.path("submit_dict").path("container_image").asText())
                .startsWith("/cvmfs/pilot:");
        assertThat(taskforce.path("submit_dict").path("requirements").asText())
                .contains("HAS_CVMFS_icecube_opensciencegrid_org");
        Path environment = jobs.resolve(
                "ewms-taskforce-" + taskforce.path("taskforce_uuid").asText() + "/ewms_htcondor_envfile.sh");
        assertThat(Files.readString(environment))
                .contains("export EWMS_PILOT_EXTRA=yes\n")
                .doesNotContain("OTHER");
    }

    @Test
    void a_dry_run_is_refused_with_the_way_to_have_one() throws Exception {
        try (EwmsProcess tms =
                EwmsProcess.start(directory, Map.of("DRYRUN", "1", "JOB_EVENT_LOG_DIR", directory.toString()), "tms")) {
            assertThat(tms.await()).isNotZero();
            assertThat(tms.errors()).anyMatch(each -> each.contains("ewms site dry-run htcondor"));
        }
    }
}
