package org.ewms.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.ewms.skymap.SkyPosition;

/** A client that knows the REST contract and nothing of the service. */
record Client(String base) {
    static final ObjectMapper JSON = new ObjectMapper();
    static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** What came back. */
    record Answer(int status, JsonNode body) {
        JsonNode ok() {
            if (status != 200) {
                throw new AssertionError(status + " " + body);
            }
            return body;
        }
    }

    Answer get(String path) {
        return call("GET", path, "");
    }

    Answer post(String path, JsonNode body) {
        return call("POST", path, body.toString());
    }

    Answer call(String method, String path, String body) {
        HttpResponse<InputStream> response = send(method, path, HttpRequest.BodyPublishers.ofString(body));
        try (InputStream in = response.body()) {
            return new Answer(response.statusCode(), read(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    InputStream stream(String path) {
        return send("GET", path, HttpRequest.BodyPublishers.noBody()).body();
    }

    private HttpResponse<InputStream> send(String method, String path, HttpRequest.BodyPublisher body) {
        try {
            return HTTP.send(
                    HttpRequest.newBuilder(URI.create(base + path))
                            .method(method, body)
                            .build(),
                    HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonNode read(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode read(String json) {
        return read(json.getBytes(StandardCharsets.UTF_8));
    }

    JsonNode alert(int event) {
        return get("/alerts/" + SampleEvent.id(event)).ok();
    }

    /** Waits until the alert says that at this place of it. */
    JsonNode awaitAlert(int event, String pointer, String value) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> get("/alerts/" + SampleEvent.id(event)).body(),
                        each -> each.at(pointer).asText().equals(value));
    }

    /** Sends the final result of a scan of the alert, as a scanner of somebody else does. */
    void finish(int event, int scan, SkyPosition best) {
        String id = awaitAlert(event, "/scans/" + scan + "/state", "running")
                .at("/scans/" + scan + "/scan_id")
                .asText();
        ObjectNode body = JSON.createObjectNode();
        body.set("skyscan_result", SampleSky.result(best));
        body.put("is_final", true);
        call("PUT", "/scan/" + id + "/result", body.toString()).ok();
    }
}
