package org.ewms.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same bytes whatever happens: threads or processes, one pilot or seven, scans whose coordinator, pilots or broker are killed with
 * −9 on the way. The event is the bundled one, simulated by this program.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ScanResumeIT {
    private static final List<String> PLAN = List.of(
            "--mode",
            "classic",
            "--reco",
            "dummy",
            "--reco-option",
            "runtime-ms=1",
            "--reco-option",
            "variations=2",
            "--reco-option",
            "failure-rate=0.002",
            "--nsides",
            "4:0,16:12,64:12");

    @TempDir
    static Path work = Path.of("");

    private TreeMap<String, byte[]> expected = new TreeMap<>();
    private long allFits;

    @BeforeAll
    void an_undisturbed_scan() throws Exception {
        try (EwmsProcess scan = scan("undisturbed", "--threads", "2")) {
            allFits = scan.result().path("recos").asLong();
        }
        expected = files("undisturbed");
        assertThat(expected.keySet()).hasSize(4);
    }

    private EwmsProcess scan(String out, Object... more) throws IOException {
        List<Object> arguments = new ArrayList<>(List.of("scan", BundledEvent.path(), "--output-mode", "json"));
        arguments.addAll(PLAN);
        arguments.addAll(List.of("--out", work.resolve(out)));
        arguments.addAll(List.of(more));
        return EwmsProcess.start(work, arguments.toArray());
    }

    private EwmsProcess resume(String out, Object... more) throws IOException {
        List<Object> arguments =
                new ArrayList<>(List.of("scan", "--output-mode", "json", "--resume", work.resolve(out)));
        arguments.addAll(List.of(more));
        return EwmsProcess.start(work, arguments.toArray());
    }

    /** The files of the sky map: everything but logs, journal and manifest. */
    private TreeMap<String, byte[]> files(String out) throws IOException {
        var found = new TreeMap<String, byte[]>();
        try (var entries = Files.list(work.resolve(out))) {
            for (Path file : entries.filter(f -> f.getFileName().toString().startsWith("run"))
                    .toList()) {
                found.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return found;
    }

    private void sameBytes(String out) throws IOException {
        TreeMap<String, byte[]> found = files(out);
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        found.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(expected.get(name)));
    }

    private static long done(String line) {
        try {
            JsonNode progress = JsonMapper.builder().build().readTree(line).path("progress");
            long sum = 0;
            for (JsonNode level : progress.path("levels")) {
                sum += level.path("done").asLong();
            }
            return sum;
        } catch (IOException e) {
            return -1;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7})
    void any_number_of_threads_gives_the_same_bytes(int threads) throws Exception {
        try (EwmsProcess scan = scan("threads" + threads, "--threads", threads)) {
            scan.result();
        }
        sameBytes("threads" + threads);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void any_number_of_pilot_processes_gives_the_same_bytes(int pilots) throws Exception {
        try (EwmsProcess scan = scan("pilots" + pilots, "--pilots", pilots)) {
            assertThat(scan.result().path("duplicates").asLong()).isZero();
        }
        sameBytes("pilots" + pilots);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 150, 260, 500})
    void a_scan_killed_with_its_broker_and_resumed_ends_with_the_same_bytes_sending_nothing_twice(int pixels)
            throws Exception {
        String out = "killed" + pixels;
        try (EwmsProcess scan = scan(out, "--threads", "1", "--reco-option", "runtime-ms=5")) {
            scan.awaitLine(line -> done(line) >= 0);
            await().pollInterval(Duration.ofMillis(5))
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> Files.size(work.resolve(out).resolve("scan.journal")) > pixels * 150L);
            scan.kill();
        }
        try (EwmsProcess scan = resume(out, "--threads", "2")) {
            JsonNode result = scan.result();
            assertThat(result.path("recos_of_earlier_runs").asLong()).isPositive();
            // A fit that fails is sent up to three times, in either run.
            long failing = result.path("recos_given_up").asLong();
            long missing = allFits - result.path("recos_of_earlier_runs").asLong();
            assertThat(result.path("recos_sent_this_run").asLong()).isLessThanOrEqualTo(missing + 2 * failing);
        }
        sameBytes(out);
    }

    @Test
    void pilots_killed_again_and_again_cost_attempts_but_no_pixel() throws Exception {
        try (EwmsProcess scan = scan("pilot-deaths", "--pilots", "2", "--reco-option", "runtime-ms=4")) {
            for (int kill = 0; kill < 3; kill++) {
                long size = Files.exists(work.resolve("pilot-deaths/scan.journal"))
                        ? Files.size(work.resolve("pilot-deaths/scan.journal"))
                        : 0;
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> Files.exists(work.resolve("pilot-deaths/scan.journal"))
                                && Files.size(work.resolve("pilot-deaths/scan.journal")) > size + 10_000);
                scan.process().children().findAny().ifPresent(ProcessHandle::destroyForcibly);
            }
            scan.result();
        }
        sameBytes("pilot-deaths");
    }

    @Test
    void a_broker_killed_and_started_again_is_a_pause() throws Exception {
        Path data = work.resolve("broker-data");
        String port;
        EwmsProcess broker = EwmsProcess.start(work, "broker", "--data", data);
        try {
            String uri = broker.awaitLine(line -> line.startsWith("broker ")).substring(7);
            port = uri.substring(uri.lastIndexOf(':') + 1);
            String credential =
                    broker.awaitLine(line -> line.startsWith("credential ")).substring(11);
            try (EwmsProcess scan = scan(
                    "broker-death",
                    "--broker",
                    uri,
                    "--broker-credential",
                    credential,
                    "--threads",
                    "2",
                    "--reco-option",
                    "runtime-ms=4")) {
                for (int kill = 0; kill < 2; kill++) {
                    Path journal = work.resolve("broker-death/scan.journal");
                    long size = Files.exists(journal) ? Files.size(journal) : 0;
                    await().atMost(Duration.ofSeconds(60))
                            .until(() -> Files.exists(journal) && Files.size(journal) > size + 10_000);
                    broker.kill();
                    broker = EwmsProcess.start(work, "broker", "--data", data, "--port", port);
                }
                scan.result();
            }
        } finally {
            broker.close();
        }
        sameBytes("broker-death");
    }

    @Test
    void ctrl_c_saves_the_scan_says_how_to_go_on_and_exits_with_130() throws Exception {
        try (EwmsProcess scan = scan("interrupted", "--threads", "1", "--reco-option", "runtime-ms=5")) {
            scan.awaitLine(line -> done(line) > 0);
            new ProcessBuilder("kill", "-INT", Long.toString(scan.process().pid()))
                    .start()
                    .waitFor();
            assertThat(scan.await()).isEqualTo(130);
            assertThat(scan.errors()).anyMatch(line -> line.contains("--resume " + work.resolve("interrupted")));
        }
        try (EwmsProcess scan = resume("interrupted")) {
            scan.result();
        }
        sameBytes("interrupted");
    }

    @Test
    void resuming_a_finished_scan_writes_its_files_again_without_any_fit() throws Exception {
        try (EwmsProcess scan = resume("undisturbed")) {
            assertThat(scan.result().path("recos_sent_this_run").asLong()).isZero();
        }
        sameBytes("undisturbed");
    }

    @Test
    void a_pilot_joins_a_scan_from_another_process() throws Exception {
        try (EwmsProcess broker = EwmsProcess.start(work, "broker", "--data", work.resolve("join-data"))) {
            String uri = broker.awaitLine(line -> line.startsWith("broker ")).substring(7);
            String credential =
                    broker.awaitLine(line -> line.startsWith("credential ")).substring(11);
            try (EwmsProcess scan =
                    scan("joined", "--broker", uri, "--broker-credential", credential, "--pilots", "0")) {
                scan.awaitLine(line -> done(line) >= 0);
                String id = JsonMapper.builder()
                        .build()
                        .readTree(work.resolve("joined/scan.json").toFile())
                        .path("scan_id")
                        .asText();
                try (EwmsProcess pilot = EwmsProcess.start(
                        work, "pilot", "--scan", id, "--broker", uri, "--broker-credential", credential)) {
                    scan.result();
                    assertThat(pilot.await()).as("the pilot's own end").isZero();
                }
            }
        }
        sameBytes("joined");
    }
}
