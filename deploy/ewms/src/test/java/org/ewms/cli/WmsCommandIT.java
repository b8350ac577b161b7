package org.ewms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workflow service as a process, asked by the command. */
class WmsCommandIT {
    @TempDir
    private Path directory = Path.of("set by JUnit");

    static Path example() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve("wms/examples/one-task.json"))) {
            at = java.util.Objects.requireNonNull(at.getParent(), "not inside the repository");
        }
        return at.resolve("wms/examples/one-task.json");
    }

    private EwmsProcess service() throws Exception {
        return EwmsProcess.start(directory, "wms", "--port", 0, "--data", directory.resolve("data"));
    }

    private static String address(EwmsProcess service) throws InterruptedException {
        return service.awaitLine(line -> line.startsWith("wms http")).substring(4);
    }

    private EwmsProcess workflow(String address, Object... arguments) throws Exception {
        Object[] all = new Object[arguments.length + 3];
        all[0] = "workflow";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[all.length - 2] = "--wms";
        all[all.length - 1] = address;
        return EwmsProcess.start(directory, all);
    }

    private String said(String address, Object... arguments) throws Exception {
        try (EwmsProcess process = workflow(address, arguments)) {
            assertThat(process.await()).as(() -> process.errors().toString()).isZero();
            return String.join("\n", process.lines());
        }
    }

    private JsonNode taskforces(String address, String id) throws Exception {
        return JsonMapper.builder()
                .build()
                .readTree(said(address, "get", id, "-o", "json"))
                .path("taskforces");
    }

    @Test
    void a_workflow_outlives_its_service_being_killed_and_is_ended_from_the_command_line() throws Exception {
        String id;
        try (EwmsProcess service = service()) {
            id = said(address(service), "submit", example());
            assertThat(id).startsWith("WF-");
            service.kill();
        }
        try (EwmsProcess service = service()) {
            String address = address(service);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(120))
                    .untilAsserted(() -> assertThat(taskforces(address, id))
                            .hasSize(1)
                            .allSatisfy(each ->
                                    assertThat(each.path("phase").asText()).isEqualTo("pending-starter")));
            assertThat(said(address, "explain", id)).contains("the TMS of grid-submitter.icecube.wisc.edu");
            assertThat(said(address, "share", id, "--reader", "bob")).contains("readers [\"bob\"]");
            try (EwmsProcess watch = workflow(address, "watch", id)) {
                watch.awaitLine(line -> line.contains("pending-starter"));
                assertThat(said(address, "abort", id)).contains("1 taskforces");
                assertThat(watch.await()).isZero();
                assertThat(watch.lines()).anyMatch(line -> line.endsWith("ABORTED"));
            }
            assertThat(said(address, "list")).contains(id).contains("ABORTED");
            try (EwmsProcess again = workflow(address, "finish", id)) {
                assertThat(again.await()).isEqualTo(Failures.NOT_FOUND);
                assertThat(again.errors()).anyMatch(line -> line.contains("already deactivated"));
            }
        }
    }

    @Test
    void where_no_service_answers_it_says_how_to_start_one() throws Exception {
        try (EwmsProcess process = workflow("http://127.0.0.1:1", "list")) {
            assertThat(process.await()).isEqualTo(Failures.TIMEOUT);
            assertThat(process.errors()).anyMatch(line -> line.contains("ewms wms"));
        }
    }
}
