package org.ewms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything in one process, as a user starts it and asks it for work. */
class UpCommandIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path directory = Path.of("set by JUnit");

    private EwmsProcess up() throws Exception {
        return EwmsProcess.start(directory, "up", "--port", 0, "--warm-pilots", 0, "--data", directory.resolve("data"));
    }

    private static String address(EwmsProcess up) throws InterruptedException {
        return up.awaitLine(line -> line.startsWith("wms http")).substring(4);
    }

    /** The line that it tells people to type, with the example in place of FILE. */
    private JsonNode typed(String line) throws Exception {
        Path example = WmsCommandIT.example();
        Process curl = new ProcessBuilder(
                        "/bin/sh", "-c", line.replace("curl", "curl -sf").replace("FILE", "" + example))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(curl.waitFor()).as(line + ": " + said).isZero();
        return JSON.readTree(said);
    }

    private String said(Object... arguments) throws Exception {
        try (EwmsProcess process = EwmsProcess.start(directory, arguments)) {
            assertThat(process.await()).as(() -> process.errors().toString()).isZero();
            return String.join("\n", process.lines());
        }
    }

    @Test
    void a_workflow_submitted_as_it_says_is_seen_has_its_queues_and_is_there_after_a_kill() throws Exception {
        String id;
        try (EwmsProcess up = up()) {
            String address = address(up);
            id = typed(up.awaitLine(line -> line.contains("curl")))
                    .at("/workflow/workflow_id")
                    .asText();
            assertThat(said("workflow", "list", "--wms", address, "-o", "yaml"))
                    .contains("workflow_id: " + id)
                    .contains("priority: 50");
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .untilAsserted(() -> assertThat(said("queue", "list", id, "--wms", address))
                            .containsPattern("events +yes +0 ")
                            .containsPattern("results +yes +0 "));
            assertThat(JSON.readTree(said("queue", "list", id, "--wms", address, "-o", "json")))
                    .hasSize(2);
            up.kill();
        }
        try (EwmsProcess up = up()) {
            assertThat(said("workflow", "list", "--wms", address(up)))
                    .contains("WORKFLOW")
                    .contains(id);
        }
    }

    private Path workflow(String arguments) throws Exception {
        ObjectNode body = (ObjectNode)
                JSON.readTree(Files.readAllBytes(WmsCommandIT.example().resolveSibling("local.json")));
        if (!arguments.isEmpty()) {
            ((ObjectNode) body.path("tasks").path(0)).put("task_args", arguments);
        }
        return Files.write(directory.resolve("workflow.json"), JSON.writeValueAsBytes(body));
    }

    /** What pilots of this test still run: their processes carry the name of their job's directory. */
    private List<Long> pilots() {
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> {
                    try {
                        return Files.readString(Path.of("/proc/" + pid + "/environ"), StandardCharsets.ISO_8859_1)
                                .contains("EWMS_LOCAL_JOB=" + directory);
                    } catch (IOException e) {
                        return false;
                    }
                })
                .toList();
    }

    private void interrupt(EwmsProcess up) throws Exception {
        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(up.process().pid()))
                        .start()
                        .waitFor())
                .isZero();
        up.await();
        assertThat(pilots()).isEmpty();
    }

    private List<String> results(String id, String address, int count) throws Exception {
        return said(
                        "queue",
                        "sub",
                        "--workflow",
                        id,
                        "--queue",
                        "results",
                        "--count",
                        count,
                        "--timeout",
                        100,
                        "--wms",
                        address)
                .lines()
                .toList();
    }

    @Test
    void pilots_come_by_themselves_end_with_ctrl_c_and_a_restart_finishes_what_they_had_begun() throws Exception {
        Path begun = directory.resolve("begun");
        String id;
        try (EwmsProcess up = up()) {
            String address = address(up);
            Path file = workflow("sh -c 'if grep -q slow \"$1\" && mkdir " + begun
                    + "; then sleep 600; fi; tr a-z A-Z <\"$1\" >\"$2\"' sh {{INFILE}} {{OUTFILE}}");
            id = said("workflow", "submit", file, "--wms", address);
            said("queue", "pub", "--workflow", id, "--queue", "events", "--wms", address, "slow", "one", "two");
            assertThat(results(id, address, 2)).containsExactlyInAnyOrder("ONE", "TWO");
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> Files.exists(begun));
            assertThat(pilots()).isNotEmpty();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .untilAsserted(() -> assertThat(said("explain", id, "--wms", address))
                            .contains("its cluster on local to end; jobs: 2 × RUNNING"));
            assertThat(said("logs", id, "--wms", address, "--data", directory.resolve("data")))
                    .contains("==> pilot-1-0.err <==")
                    .contains("node limits");
            interrupt(up);
        }
        try (EwmsProcess up = up()) {
            String address = address(up);
            assertThat(results(id, address, 1)).containsExactly("SLOW");
            said("workflow", "finish", id, "--wms", address);
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> pilots().isEmpty());
            interrupt(up);
        }
    }

    @Test
    void of_pilots_that_cannot_begin_it_tells_why_and_shows_what_they_said() throws Exception {
        Path file = workflow("true");
        Files.writeString(
                file,
                Files.readString(file).replace("\"EWMS_PILOT_RUNNER\":\"command\"", "\"EWMS_PILOT_RUNNER\":\"magic\""));
        try (EwmsProcess up = up()) {
            String address = address(up);
            String id = said("workflow", "submit", file, "--wms", address);
            String printed = said("logs", "--follow", id, "--wms", address, "--data", directory.resolve("data"));
            assertThat(printed).contains("EWMS_PILOT_RUNNER must be one of");
            JsonNode why = JSON.readTree(said("explain", id, "--wms", address, "-o", "json"));
            String taskforce = why.at("/taskforces/0/taskforce_uuid").asText();
            assertThat(said("explain", taskforce, "--wms", address))
                    .contains("it is over; jobs: 2 × COMPLETED; errors: 2 × the pilot ended with exit code 1");
        }
    }

    @Test
    void without_pilots_a_workflow_waits_for_a_tms_from_elsewhere() throws Exception {
        try (EwmsProcess up =
                EwmsProcess.start(directory, "up", "--port", 0, "--data", directory.resolve("data"), "--no-pilots")) {
            String address = address(up);
            String id = said("workflow", "submit", workflow(""), "--wms", address);
            Awaitility.await()
                    .atMost(Duration.ofMinutes(2))
                    .untilAsserted(() -> assertThat(said("workflow", "explain", id, "--wms", address))
                            .contains("the TMS of local"));
            assertThat(pilots()).isEmpty();
            interrupt(up);
        }
    }

    @Test
    void a_workflow_that_asks_for_labels_goes_to_the_cheapest_site_of_the_file_that_has_them() throws Exception {
        Path sites = Files.writeString(directory.resolve("sites.yaml"), """
                sites:
                  cloud: {kind: local, labels: [gpu], cost: 2, pilot: {command: [pilot]}}
                  farm: {kind: local, schedd: farm-head, labels: [gpu], cost: 0.5, pilot: {command: [pilot]}}
                """);
        ObjectNode body = (ObjectNode)
                JSON.readTree(Files.readAllBytes(WmsCommandIT.example().resolveSibling("local.json")));
        ((ObjectNode) body.path("tasks").path(0)).putArray("cluster_locations").add("@gpu");
        Path file = Files.write(directory.resolve("workflow.json"), JSON.writeValueAsBytes(body));
        try (EwmsProcess up = EwmsProcess.start(
                directory, "up", "--port", 0, "--data", directory.resolve("data"), "--no-pilots", "--sites", sites)) {
            String address = address(up);
            String id = said("workflow", "submit", file, "--wms", address);
            assertThat(said("explain", id, "--wms", address))
                    .contains("placed by @gpu: farm, cost 0.5, is the cheapest of 2");
            assertThat(JSON.readTree(said("workflow", "get", id, "-o", "json", "--wms", address))
                            .at("/taskforces/0/schedd")
                            .asText())
                    .isEqualTo("farm-head");
        }
    }

    @Test
    void a_shell_completes_what_it_is_told_to() throws Exception {
        Path script = directory.resolve("completion");
        Files.writeString(script, said("completion"));
        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        "source " + script
                                + "; COMP_WORDS=(ewms workflow su); COMP_CWORD=2; _complete_ewms; echo \"${COMPREPLY[@]}\"")
                .redirectErrorStream(true)
                .start();
        assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("submit");
        assertThat(bash.waitFor()).isZero();
    }
}
