package org.ewms.skydriver;

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
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A client that knows the REST contract and nothing of the service; it does not follow redirects. */
record Client(String base, Map<String, String> headers) {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    Client(String base) {
        this(base, Map.of());
    }

    /** What came back. */
    record Answer(HttpResponse<byte[]> response) {
        int status() {
            return response.statusCode();
        }

        String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        JsonNode body() {
            return read(text());
        }

        JsonNode ok() {
            if (status() != 200) {
                throw new AssertionError(status() + " " + text());
            }
            return body();
        }

        String error() {
            return body().path("error").asText();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }
    }

    Client with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Client(base, more);
    }

    Answer get(String path) {
        return call("GET", path, null);
    }

    Answer post(String path, JsonNode body) {
        return call("POST", path, body);
    }

    Answer call(String method, String path, @Nullable JsonNode body) {
        return new Answer(send(method, path, body, HttpResponse.BodyHandlers.ofByteArray()));
    }

    InputStream stream(String path) {
        return send("GET", path, null, HttpResponse.BodyHandlers.ofInputStream())
                .body();
    }

    private <T> HttpResponse<T> send(
            String method, String path, @Nullable JsonNode body, HttpResponse.BodyHandler<T> handler) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(90))
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.toString()));
        headers.forEach(request::header);
        try {
            return HTTP.send(request.build(), handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode object(String json) {
        return (ObjectNode) read(json);
    }

    /** A request as the contract describes it. */
    static ObjectNode request() {
        return object("""
                {"docker_tag": "3.4.0", "reco_algo": "spe", "nsides": {"1": 0, "2": 12}, "real_or_simulated_event": "real",
                 "max_pixel_reco_time": 60, "event_i3live_json": {"a": 22}, "cluster": {"osg": 1},
                 "classifiers": {"foo": 1, "bar": true, "baz": "bat"}}""");
    }

    /** The manifest of a new scan. */
    JsonNode launch(ObjectNode request) {
        return post("/scan", request).ok();
    }

    /** The id of a new scan. */
    String launch() {
        return launch(request()).path("scan_id").asText();
    }

    JsonNode manifest(String id) {
        return get("/scan/" + id + "/manifest").ok();
    }

    Answer patch(String id, JsonNode body) {
        return call("PATCH", "/scan/" + id + "/manifest", body);
    }

    Answer put(String id, JsonNode result, boolean complete) {
        ObjectNode body = JSON.createObjectNode();
        body.set("skyscan_result", result);
        body.put("is_final", complete);
        return call("PUT", "/scan/" + id + "/result", body);
    }

    static ObjectNode progress(double part) {
        ObjectNode body = object("""
                {"progress": {"summary": "The Skymap Scanner has finished", "epilogue": ".", "tallies": {"est. scan timeline": {"0.1": "0:01:00"}},
                 "processing_stats": {"start": {"scanner start": "now"}, "runtime": {"elapsed": "0:00:01"}, "rate": {"all recos": {}}},
                 "predictive_scanning_threshold": 1.0, "last_updated": "now"}}""");
        ((ObjectNode) body.at("/progress/tallies")).put("done", part);
        return body;
    }
}
