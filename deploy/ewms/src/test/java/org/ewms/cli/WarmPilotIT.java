package org.ewms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.ewms.scan.NsideProgression;
import org.ewms.scan.ScanMode;
import org.ewms.scan.ScanPlan;
import org.ewms.scanner.MemoryScan;
import org.ewms.scanner.PixelReconstructor;
import org.ewms.scanner.ScanSetup;
import org.ewms.skymap.ResultJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pilots that {@code ewms up} begins ahead of their scans. */
class WarmPilotIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private Path directory = Path.of("set by JUnit");

    private final HttpClient http = HttpClient.newHttpClient();

    private EwmsProcess up(int warm) throws Exception {
        return EwmsProcess.start(
                directory,
                "up",
                "--port",
                0,
                "--skydriver-port",
                0,
                "--slots",
                2,
                "--warm-pilots",
                warm,
                "--data",
                directory.resolve("data"));
    }

    private static String address(EwmsProcess up) throws Exception {
        return up.awaitLine(line -> line.startsWith("skydriver http")).substring("skydriver ".length());
    }

    private JsonNode call(String method, String url, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(PATIENCE)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    /** Scans the bundled event; the result. */
    private JsonNode scanned(String address, int priority) throws Exception {
        ObjectNode request = (ObjectNode) JSON.readTree("""
                {"docker_tag": "latest", "reco_algo": "spe", "nsides": {"2": 0}, "real_or_simulated_event": "sim",
                 "max_pixel_reco_time": 60, "request_clusters": {"local": 1}}""");
        request.put("priority", priority)
                .set("event_i3live_json", JSON.readTree(Files.readAllBytes(BundledEvent.path())));
        String id = call("POST", address + "/scan", request.toString())
                .path("scan_id")
                .asText();
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> call("GET", address + "/scan/" + id + "/status", "")
                        .path("scan_complete")
                        .asBoolean());
        return call("GET", address + "/scan/" + id + "/result", "").path("skyscan_result");
    }

    private static JsonNode expected() throws Exception {
        byte[] event = Files.readAllBytes(BundledEvent.path());
        PixelReconstructor reconstructor = PixelReconstructor.of(new ScanSetup("x", "event", event, "spe", Map.of()));
        ScanPlan plan = ScanPlan.defaults(ScanMode.ADAPTIVE)
                .withProgression(NsideProgression.parse("2:0"))
                .withVariations(reconstructor.variations());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ResultJson.write(MemoryScan.run(reconstructor, plan).result(), out);
        return JSON.readTree(out.toByteArray());
    }

    /** Of each pilot, what it complained of, the oldest pilot first. */
    private List<String> complaints() throws IOException {
        try (Stream<Path> files = Files.walk(directory.resolve("data/pilots/taskforces"))) {
            List<String> all = new ArrayList<>();
            for (Path each : files.filter(file -> file.toString().endsWith(".err"))
                    .sorted(java.util.Comparator.comparing(
                            file -> file.getFileName().toString()))
                    .toList()) {
                all.add(Files.readString(each));
            }
            return all;
        }
    }

    /** Of the spares that wait for a job: those that no job's directory leads to. */
    private List<Path> spares() throws IOException {
        Path jobs = directory.resolve("data/pilots/jobs");
        if (!Files.isDirectory(jobs.resolve("spares"))) {
            return List.of();
        }
        try (Stream<Path> clusters = Files.walk(jobs.resolve("clusters"), 2);
                Stream<Path> spares = Files.list(jobs.resolve("spares"))) {
            List<Path> given = new ArrayList<>();
            for (Path each : clusters.filter(Files::isSymbolicLink).toList()) {
                given.add(each.resolveSibling(Files.readSymbolicLink(each)).normalize());
            }
            return spares.filter(each -> !given.contains(each) && Files.exists(each.resolve("pid")))
                    .toList();
        }
    }

    private Path spare() {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(this::spares, found -> !found.isEmpty())
                .getFirst();
    }

    private static ProcessHandle minder(Path spare) throws IOException {
        String pid = Files.readString(spare.resolve("pid")).split(" ")[0];
        return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    }

    @Test
    void an_alert_is_scanned_by_a_pilot_that_was_ready_and_no_harm_is_done_when_spare_or_service_are_killed()
            throws Exception {
        ProcessHandle orphan;
        List<ProcessHandle> orphans;
        try (EwmsProcess up = up(1)) {
            String address = address(up);
            Path first = spare();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> Files.readString(first.resolve("pilot.err")).contains("warm after"));
            JsonNode expected = expected();
            assertThat(scanned(address, 0)).isEqualTo(expected);
            assertThat(scanned(address, 100)).isEqualTo(expected);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> complaints().getLast().contains("pilot ended: DRAINED"));
            assertThat(complaints()).hasSize(2);
            assertThat(complaints().getFirst()).doesNotContain("begun");
            assertThat(complaints().getLast()).contains("before its job, and is warm");
            ProcessHandle killed = minder(spare());
            killed.descendants().forEach(ProcessHandle::destroyForcibly);
            killed.destroyForcibly();
            assertThat(scanned(address, 100)).isEqualTo(expected);
            Path last = spare();
            orphan = minder(last);
            orphans = orphan.descendants().toList();
            up.kill();
        }
        Awaitility.await().atMost(PATIENCE).until(() -> !orphan.isAlive());
        assertThat(orphans).noneMatch(ProcessHandle::isAlive);
        try (EwmsProcess up = up(0)) {
            address(up);
            assertThat(spares()).isEmpty();
        }
    }
}
