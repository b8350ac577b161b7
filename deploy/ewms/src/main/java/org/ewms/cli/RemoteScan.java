package org.ewms.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.ewms.icecube.RealtimeEvent;
import org.ewms.skymap.ResultJson;
import org.ewms.skymap.SkymapFiles;
import org.ewms.skymap.SkymapOptions;

/** A scan that a service does, whose files are the same as if it had been done here. */
final class RemoteScan {
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final Console console;
    private final OutputMode mode;
    private final URI remote;
    private final WmsClient client;
    private final RealtimeEvent event;
    private final Path out;

    /**
     * @param event that is scanned
     * @param out directory for the files
     */
    RemoteScan(Console console, OutputMode mode, URI remote, WmsClient client, RealtimeEvent event, Path out) {
        this.console = console;
        this.mode = mode;
        this.remote = remote;
        this.client = client;
        this.event = event;
        this.out = out;
    }

    /** Asks for the scan, follows it, and writes its files; returns the exit code. */
    int run(ObjectNode request) throws IOException, InterruptedException {
        checkOut();
        String id = client.post("/scan", request).path("scan_id").asText();
        Files.createDirectories(out);
        save(id, "running", Json.object());
        told("scan " + id + " at " + remote + ": run " + event.runId() + " event " + event.eventId() + ", into " + out);
        Thread here = Thread.currentThread();
        try (Interruption interruption = new Interruption(here::interrupt, GRACE)) {
            try {
                return ended(id, followed(id));
            } catch (InterruptedException | IOException | RuntimeException e) {
                // A stream that is being read tells of the interruption in its own way.
                if (!interruption.interrupted()) {
                    throw e;
                }
                console.err()
                        .println("the scan goes on; come back by: ewms scans watch " + id + " --remote " + remote
                                + ", and fetch its result by: ewms scans result " + id + " FILE --remote " + remote);
                return Failures.INTERRUPTED;
            }
        }
    }

    private void checkOut() throws IOException {
        if (Files.isDirectory(out)) {
            try (Stream<Path> entries = Files.list(out)) {
                if (entries.findAny().isPresent()) {
                    throw new FileSystemException(out.toString(), null, "is not empty; choose another --out");
                }
            }
        }
    }

    private void told(String line) {
        if (mode == OutputMode.TEXT) {
            console.err().println(line);
        }
    }

    /** The scan's last manifest. A service that goes away is waited for. */
    private JsonNode followed(String id) throws IOException, InterruptedException {
        JsonNode[] last = {Json.object()};
        AtomicReference<String> shown = new AtomicReference<>("");
        new PatientStream(client, "/scan/" + id + "/stream")
                .follow(
                        () -> last[0].path("scan_ended").asBoolean(),
                        () -> {},
                        (name, data) -> {
                            if (name.equals("manifest")) {
                                last[0] = data;
                                show(data, shown);
                            }
                        },
                        this::told);
        return last[0];
    }

    private void show(JsonNode manifest, AtomicReference<String> shown) {
        JsonNode progress = manifest.path("progress");
        if (mode == OutputMode.JSON) {
            ObjectNode line = Json.object();
            line.putObject("progress")
                    .put("state", manifest.path("scan_state").asText())
                    .set("tallies", progress.path("tallies"));
            console.out().println(Json.line(line));
            return;
        }
        String left = progress.at("/processing_stats/predictions/time left").asText("");
        String line = manifest.path("scan_state").asText() + "  "
                + progress.path("summary").asText("") + (left.isEmpty() ? "" : ", " + left + " left");
        if (!line.equals(shown.getAndSet(line))) {
            console.err().println(line.strip());
        }
    }

    private int ended(String id, JsonNode manifest) throws IOException, InterruptedException {
        String state = manifest.path("scan_state").asText();
        if (!state.equals("SCAN_HAS_FINAL_RESULT")) {
            save(id, "failed", Json.object());
            String why = manifest.path("trouble").asText("");
            throw new ServiceException(
                    Failures.FAILED, "scan " + id + " ended as " + state + (why.isEmpty() ? "" : ": " + why));
        }
        byte[] result = client.download("/scan/" + id + "/result.json");
        SkymapFiles.Written written =
                SkymapFiles.writeAll(ResultJson.read(new ByteArrayInputStream(result)), out, SkymapOptions.defaults());
        SkymapReport report = new SkymapReport(event.mjd(), manifestFile());
        ObjectNode sky = Json.object();
        report.put(sky, written);
        save(id, "finished", sky);
        if (mode == OutputMode.JSON) {
            console.out().println(Json.line(Json.object().put("scan_id", id).setAll(sky)));
        } else {
            report.printFit(console.out(), written);
            report.printFiles(console.out(), written);
        }
        return 0;
    }

    private Path manifestFile() {
        return out.resolve("manifest.json");
    }

    /** The provenance record: what was scanned, where, and what came of it. */
    private void save(String id, String state, ObjectNode sky) throws IOException {
        ObjectNode node = Json.object();
        node.put("scan_id", id).put("state", state).put("remote", remote.toString());
        node.putObject("event")
                .put("file", event.name())
                .put("sha256", event.sha256())
                .put("run_id", event.runId())
                .put("event_id", event.eventId())
                .put("mjd", event.mjd());
        node.setAll(sky);
        Files.write(manifestFile(), Json.pretty(node));
    }
}
