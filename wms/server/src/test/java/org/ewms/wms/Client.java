package org.ewms.wms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** A client that knows the REST contract and nothing of the service. */
record Client(String base, @Nullable String token, Map<String, String> more) {
    static final ObjectMapper JSON = new ObjectMapper();

    /** What came back. */
    record Answer(int status, String reason, JsonNode body, String text, Map<String, List<String>> headers) {
        JsonNode ok() {
            if (status != 200) {
                throw new AssertionError(status + " " + text);
            }
            return body;
        }

        String error() {
            return body.path("error").asText();
        }
    }

    /** The same, sending a header. */
    Client with(String header, String value) {
        return new Client(base, token, Map.of(header, value));
    }

    Answer get(String path) {
        return call("GET", path, null);
    }

    Answer post(String path, String body) {
        return call("POST", path, body);
    }

    Answer call(String method, String path, @Nullable String body) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(base + path).toURL().openConnection();
            connection.setRequestMethod(method);
            connection.setReadTimeout(90_000);
            connection.setRequestProperty("Content-Type", "application/json");
            if (token != null) {
                connection.setRequestProperty("Authorization", "Bearer " + token);
            }
            more.forEach(connection::setRequestProperty);
            if (body != null) {
                connection.setDoOutput(true);
                connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            }
            int status = connection.getResponseCode();
            InputStream stream = status < 400 ? connection.getInputStream() : connection.getErrorStream();
            String text = stream == null ? "" : new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            String type = String.valueOf(connection.getHeaderField("Content-Type"));
            JsonNode json = type.matches("application/(problem\\+)?json.*") ? JSON.readTree(text) : JSON.nullNode();
            return new Answer(status, connection.getResponseMessage(), json, text, connection.getHeaderFields());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A request with one task on one location, as the contract describes it. */
    static ObjectNode request(String... locations) {
        ObjectNode request = (ObjectNode) read("""
                {"tasks": [{"cluster_locations": [], "task_image": "/image.sif", "task_args": "run {{INFILE}} {{OUTFILE}}",
                  "input_queue_aliases": ["in"], "output_queue_aliases": ["out"], "n_workers": 5,
                  "worker_config": {"do_transfer_worker_stdouterr": true, "max_worker_runtime": 600, "n_cores": 1,
                    "priority": 99, "worker_disk": "512M", "worker_memory": 512, "condor_requirements": ""}}],
                 "public_queue_aliases": ["in", "out"]}""");
        for (String location : locations) {
            request.withArray("/tasks/0/cluster_locations").add(location);
        }
        return request;
    }

    static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode submit(ObjectNode request) {
        return post("/v1/workflows", request.toString()).ok();
    }

    JsonNode taskforce(String uuid) {
        return get("/v1/taskforces/" + uuid).ok();
    }

    String phase(String uuid) {
        return taskforce(uuid).path("phase").asText();
    }

    void awaitPhase(String uuid, String phase) {
        Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(60))
                .until(() -> phase(uuid).equals(phase));
    }

    /** Uuid of the first taskforce of a new workflow that is offered to the TMS of the location. */
    String offered(ObjectNode request) {
        String uuid = submit(request).at("/taskforces/0/taskforce_uuid").asText();
        awaitPhase(uuid, "pending-starter");
        return uuid;
    }

    void submitted(String uuid, int cluster) {
        post("/v1/tms/condor-submit/taskforces/" + uuid, submission(cluster)).ok();
    }

    static String submission(int cluster) {
        return "{\"cluster_id\": " + cluster
                + ", \"n_workers\": 5, \"submit_dict\": {\"+x\": \"y\"}, \"job_event_log_fpath\": \"/day.tms.jel\"}";
    }

    /** Next offer of this kind for the schedd, empty when there is none. */
    Optional<JsonNode> offer(String kind, String schedd, String more) {
        JsonNode body =
                get("/v1/tms/" + kind + "/taskforces?schedd=" + schedd + more).ok();
        return body.isEmpty() ? Optional.empty() : Optional.of(body);
    }
}
