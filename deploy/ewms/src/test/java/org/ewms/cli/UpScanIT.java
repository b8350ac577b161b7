package org.ewms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
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

/** Scans posted to {@code ewms up}, which is killed meanwhile. */
class UpScanIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    private Path directory = Path.of("set by JUnit");

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = freePort();
    private final int scans = freePort();

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private EwmsProcess up() throws Exception {
        EwmsProcess up = EwmsProcess.start(
                directory,
                "up",
                "--port",
                port,
                "--skydriver-port",
                scans,
                "--slots",
                4,
                "--warm-pilots",
                0,
                "--data",
                directory.resolve("data"));
        up.awaitLine(line -> line.startsWith("skydriver http"));
        return up;
    }

    private JsonNode call(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + scans + path))
                .timeout(PATIENCE)
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body());
    }

    private String said(Object... words) throws Exception {
        List<Object> all = new ArrayList<>(List.of("scans"));
        all.addAll(List.of(words));
        all.addAll(List.of("--remote", "http://127.0.0.1:" + scans));
        try (EwmsProcess process = EwmsProcess.start(directory, all.toArray())) {
            assertThat(process.await()).as(() -> process.errors().toString()).isZero();
            return String.join("\n", process.lines());
        }
    }

    private static JsonNode expected(byte[] event) throws Exception {
        PixelReconstructor reconstructor = PixelReconstructor.of(new ScanSetup("x", "event", event, "spe", Map.of()));
        ScanPlan plan = ScanPlan.defaults(ScanMode.ADAPTIVE)
                .withProgression(NsideProgression.parse("8:0,64:12"))
                .withVariations(reconstructor.variations());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ResultJson.write(MemoryScan.run(reconstructor, plan).result(), out);
        return JSON.readTree(out.toByteArray());
    }

    private String post(Path event, int priority) throws Exception {
        ObjectNode request = (ObjectNode) JSON.readTree("""
                {"docker_tag": "latest", "reco_algo": "spe", "nsides": {"8": 0, "64": 12}, "real_or_simulated_event": "real",
                 "max_pixel_reco_time": 60, "request_clusters": {"local": 1}}""");
        request.put("priority", priority).set("event_i3live_json", JSON.readTree(Files.readAllBytes(event)));
        return call("POST", "/scan", request.toString()).path("scan_id").asText();
    }

    private int done(String id) throws Exception {
        return call("GET", "/scan/" + id + "/manifest", "")
                .at("/progress/tallies/overall/pixels/done")
                .asInt();
    }

    private boolean complete(String id) throws Exception {
        return call("GET", "/scan/" + id + "/status", "").path("scan_complete").asBoolean();
    }

    @Test
    void four_alerts_of_mixed_priorities_end_with_the_same_results_though_everything_was_killed_meanwhile()
            throws Exception {
        List<Path> events = FourAlerts.in(directory);
        int[] priorities = {0, 100, 50, 200};
        List<String> ids = new ArrayList<>();
        try (EwmsProcess up = up()) {
            for (int i = 0; i < events.size(); i++) {
                ids.add(post(events.get(i), priorities[i]));
            }
            for (String id : ids) {
                Awaitility.await()
                        .pollInterval(Duration.ofMillis(50))
                        .atMost(PATIENCE)
                        .until(() -> done(id) > 0);
            }
            int underWay = 0;
            for (String id : ids) {
                underWay += complete(id) ? 0 : 1;
            }
            assertThat(underWay).as("scans that are killed").isPositive();
            up.kill();
        }
        try (EwmsProcess up = up()) {
            for (int i = 0; i < events.size(); i++) {
                String id = ids.get(i);
                JsonNode expected = expected(Files.readAllBytes(events.get(i)));
                Awaitility.await().atMost(PATIENCE).until(() -> complete(id));
                assertThat(call("GET", "/scan/" + id + "/result", "").path("skyscan_result"))
                        .as(events.get(i).toString())
                        .isEqualTo(expected);
            }
            String last = ids.getLast();
            assertThat(said("list")).contains(ids).contains("SCAN_HAS_FINAL_RESULT");
            assertThat(said("watch", last)).contains("SCAN_HAS_FINAL_RESULT");
            said("result", last, directory.resolve("sky.json"));
            assertThat(JSON.readTree(Files.readAllBytes(directory.resolve("sky.json"))))
                    .isEqualTo(expected(Files.readAllBytes(events.getLast())));
        }
    }
}
