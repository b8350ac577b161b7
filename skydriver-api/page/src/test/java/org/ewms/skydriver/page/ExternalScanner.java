package org.ewms.skydriver.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.ewms.skymap.EventMetadata;
import org.ewms.skymap.NsideTable;
import org.ewms.skymap.ResultJson;
import org.ewms.skymap.ScanResult;

/** Asks for scans as a user does, and tells of them as a scanner that runs elsewhere does. */
record ExternalScanner(String base) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** The id of a new scan. */
    String launch(int priority) {
        return call("POST", "/scan", """
                {"docker_tag": "latest", "reco_algo": "spe", "nsides": {"8": 0, "64": 12, "512": 24},
                 "real_or_simulated_event": "real", "max_pixel_reco_time": 60, "event_i3live_json": {"number": %d},
                 "priority": %d, "request_clusters": {"osg": 10}}""".formatted(priority, priority))
                .path("scan_id")
                .asText();
    }

    /** Tells that workers were asked for. */
    void begin(String id) {
        call(
                "POST",
                "/scan/" + id + "/ewms/workflow-id",
                "{\"workflow_id\": \"W1\", \"ewms_address\": \"http://localhost\"}");
    }

    /** Tells which event it is, and how far the scan has come. */
    void tell(String id, int event, int... done) {
        int all = IntStream.of(done).sum();
        ObjectNode nsides = JSON.createObjectNode();
        int[] sizes = {8, 64, 512};
        for (int k = 0; k < done.length; k++) {
            nsides.set(String.valueOf(sizes[k]), tally(done[k], k == 2 ? 1536 : 768));
        }
        ObjectNode body = read("""
                {"event_metadata": {"run_id": 138632, "event_id": %d, "event_type": "HESE", "mjd": 60280.71416775,
                                    "is_real_event": true, "version": 1},
                 "scan_metadata": {"scan_id": "%s", "nside_progression": {"8": 0, "64": 12, "512": 24}, "position_variations": 1},
                 "progress": {"summary": "", "epilogue": "", "predictive_scanning_threshold": 1.0, "last_updated": "now",
                              "start": 1700000000, "end": null, "tallies": {"est. scan timeline": {}},
                              "processing_stats": {"start": {}, "runtime": {"elapsed": "0:03:12"}, "rate": {"all recos": {}},
                                                   "predictions": {"time left": "0:02:40", "time left range": ["0:02:10", "0:03:05"]}}}}""".formatted(event, id));
        ObjectNode tallies = (ObjectNode) body.at("/progress/tallies");
        tallies.set("nsides", nsides);
        tallies.set("overall", tally(all, 3072));
        call("PATCH", "/scan/" + id + "/manifest", body.toString());
    }

    private static ObjectNode tally(int done, int total) {
        ObjectNode counts = JSON.createObjectNode().put("done", done).put("generated", total);
        counts.put("initial approximation total", total).put("done est. percent", 100.0 * done / total);
        ObjectNode tally = JSON.createObjectNode();
        tally.set("pixels", counts);
        return tally;
    }

    /** Sends a result of some rounds of a likelihood. */
    void put(String id, SampleLikelihood likelihood, boolean complete, int... nsides) {
        SortedMap<Integer, NsideTable> tables = new TreeMap<>();
        for (int nside : nsides) {
            tables.put(nside, likelihood.table(nside));
        }
        put(id, tables, complete);
    }

    /** Sends a result. */
    void put(String id, SortedMap<Integer, NsideTable> tables, boolean complete) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ResultJson.write(
                new ScanResult(new EventMetadata(138632, 31747601, "HESE", 60280.71, true), tables, complete), out);
        String result = out.toString(StandardCharsets.UTF_8);
        call("PUT", "/scan/" + id + "/result", "{\"is_final\": " + complete + ", \"skyscan_result\": " + result + "}");
    }

    JsonNode get(String path) {
        return call("GET", path, "");
    }

    private static ObjectNode read(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode call(String method, String path, String body) {
        return read(method + " " + path, text(method, path, body));
    }

    /** A GET's answer as it is. */
    String text(String path) {
        return text("GET", path, "");
    }

    /** Saves a GET's answer as it is. */
    Path save(String path, Path file) throws IOException {
        try {
            HttpResponse<Path> answer = HTTP.send(
                    HttpRequest.newBuilder(URI.create(base + path)).build(), HttpResponse.BodyHandlers.ofFile(file));
            if (answer.statusCode() != 200) {
                throw new AssertionError("GET " + path + ": " + answer.statusCode());
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode read(String what, String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(what, e);
        }
    }

    private String text(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
