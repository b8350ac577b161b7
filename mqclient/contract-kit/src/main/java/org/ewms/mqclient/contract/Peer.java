package org.ewms.mqclient.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** A client in Python that shares no line with ours, run once for each thing it is to do. */
final class Peer {
    /** The system's own Python, for which the packages are installed. */
    private static final String PYTHON = "/usr/bin/python3";

    private static final String FORMAT = "mqclient_body.py";
    private static final long PATIENCE_SECONDS = 90;

    private final Path directory;
    private final String script;
    private final BrokerFixture fixture;
    private final ObjectMapper json;

    /** @param script resource beside this class; it is copied into {@code directory} */
    Peer(Path directory, String script, BrokerFixture fixture, ObjectMapper json) throws IOException {
        this.directory = directory;
        this.script = script;
        this.fixture = fixture;
        this.json = json;
        for (String name : List.of(FORMAT, script)) {
            try (InputStream in = Objects.requireNonNull(Peer.class.getResourceAsStream(name), name)) {
                Files.write(directory.resolve(name), in.readAllBytes());
            }
        }
    }

    void send(String mode, String queue, List<JsonNode> data) throws Exception {
        var lines = new StringBuilder();
        for (JsonNode datum : data) {
            lines.append(json.writeValueAsString(datum)).append('\n');
        }
        run("send", mode, queue, data.size(), lines.toString());
    }

    List<JsonNode> receive(String mode, String queue, int count) throws Exception {
        List<JsonNode> data = new ArrayList<>();
        for (String line : run("receive", mode, queue, count, "")) {
            data.add(json.readTree(line));
        }
        return data;
    }

    private List<String> run(String verb, String mode, String queue, int count, String input) throws Exception {
        URI uri = URI.create(fixture.uri());
        List<String> command = new ArrayList<>(List.of(
                PYTHON,
                directory.resolve(script).toString(),
                verb,
                mode,
                uri.getHost(),
                Integer.toString(uri.getPort()),
                queue,
                Integer.toString(count)));
        fixture.credentialFile().ifPresent(file -> {
            command.add(uri.getUserInfo() == null ? "" : uri.getUserInfo());
            command.add(file.toString());
        });
        Path in = Files.writeString(directory.resolve("input"), input);
        Path out = directory.resolve("output");
        Path errors = directory.resolve("errors");
        Process process = new ProcessBuilder(command)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile())
                .start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(script + " " + verb + " failed: " + Files.readString(errors));
        }
        return Files.readAllLines(out);
    }
}
