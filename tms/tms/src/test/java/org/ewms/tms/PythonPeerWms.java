package org.ewms.tms;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** An independent workflow service that behaves to a TMS as the Python one does, strict about everything it is told. */
final class PythonPeerWms implements AutoCloseable {
    static final String SCHEDD = "access-point.example";

    private final Process process;
    private final WmsApi api;

    private PythonPeerWms(Process process, WmsApi api) {
        this.process = process;
        this.api = api;
    }

    static PythonPeerWms start(Path directory, String... options) throws IOException {
        Path script = directory.resolve("python_wms.py");
        try (InputStream in =
                Objects.requireNonNull(PythonPeerWms.class.getResourceAsStream("/org/ewms/tms/python_wms.py"))) {
            Files.copy(in, script);
        }
        List<String> command = new ArrayList<>(List.of("/usr/bin/python3", script.toString()));
        command.addAll(List.of(options));
        Process process = new ProcessBuilder(command)
                .redirectError(directory.resolve("python_wms.err").toFile())
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String line = Objects.requireNonNull(out.readLine(), "the peer did not start; see python_wms.err");
        URI address = URI.create(line.substring(line.indexOf("http")));
        return new PythonPeerWms(process, new WmsApi(address, HttpClient.newHttpClient(), AccessTokens.none()));
    }

    WmsApi api() {
        return api;
    }

    /** The uuid of one that is to be started. */
    String newTaskforce(Map<String, Object> more) throws InterruptedException {
        return api.post("/test/taskforces", more).path("taskforce_uuid").asText();
    }

    void stop(String uuid) throws InterruptedException {
        api.post("/test/taskforces/" + uuid + "/stop", Map.of());
    }

    /** As when the workflow is aborted while the submission is under way. */
    void stopBeforeConfirmation(String uuid) throws InterruptedException {
        api.post("/test/taskforces/" + uuid + "/stop", Map.of("before", "confirm"));
    }

    JsonNode taskforce(String uuid) throws InterruptedException {
        return api.get("/v1/taskforces/" + uuid, Map.of());
    }

    String phase(String uuid) throws InterruptedException {
        return taskforce(uuid).path("phase").asText();
    }

    /** How often a path was asked for. */
    int asked(String path) throws InterruptedException {
        return api.get("/test/seen", Map.of()).path("paths").path(path).asInt();
    }

    /** All that was refused. */
    List<String> refused() throws InterruptedException {
        List<String> all = new ArrayList<>();
        api.get("/test/seen", Map.of()).path("refused").forEach(each -> all.add(each.asText()));
        return all;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }
}
