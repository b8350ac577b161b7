package org.ewms.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ewms.icecube.RealtimeEvent;
import org.ewms.scan.FitId;
import org.ewms.scan.Progress;
import org.ewms.scanner.Scan;
import org.ewms.skymap.SkymapFiles;

/** What is told of a scan at its end: to people, to programs, and to the manifest that stays with the files. */
final class ScanReport {
    private final Scan scan;
    private final Instant started;
    private final Duration wall;
    private final SkymapReport sky;

    ScanReport(Scan scan, Instant started, Duration wall) {
        this.scan = scan;
        this.started = started;
        this.wall = wall;
        this.sky = new SkymapReport(
                scan.reconstructor().event().mjd(), scan.directory().manifest());
    }

    /** The provenance record: what was scanned, how, by what, and what came of it. */
    ObjectNode manifest(String state, Optional<SkymapFiles.Written> written) {
        ObjectNode node = Json.object();
        node.put("scan_id", scan.id());
        node.put("state", state);
        software(node.putObject("software"));
        event(node.putObject("event"));
        plan(node);
        run(node.putObject("run"));
        pixels(node);
        ArrayNode missing = node.putArray("fits_given_up");
        for (Map.Entry<FitId, String> entry : scan.abandoned().entrySet()) {
            missing.addObject()
                    .put("nside", entry.getKey().nside())
                    .put("pixel", entry.getKey().pixel())
                    .put("variation", entry.getKey().variation())
                    .put("reason", entry.getValue());
        }
        written.ifPresent(files -> sky.put(node, files));
        return node;
    }

    /** The object that ends the output in JSON mode. */
    ObjectNode json(SkymapFiles.Written written) {
        ObjectNode node = Json.object();
        node.put("scan_id", scan.id());
        sky.put(node, written);
        pixels(node);
        node.put("recos", recos());
        node.put("recos_this_run", scan.counts().fits());
        node.put("recos_of_earlier_runs", scan.replayedFits());
        node.put("recos_sent_this_run", scan.counts().sent());
        node.put("recos_given_up", scan.abandoned().size());
        node.put("duplicates", scan.counts().duplicates());
        node.put("retries", scan.counts().retries());
        Json.put(node, "reco_seconds", scan.counts().recoSeconds());
        Json.put(node, "wall_seconds", wall.toMillis() / 1000.0);
        return node;
    }

    private long recos() {
        return scan.progress().fits();
    }

    private static void software(ObjectNode node) {
        node.put("name", "ewms").put("version", Version.number());
        node.put("java", Runtime.version().toString());
        node.put("os", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    }

    private void event(ObjectNode node) {
        RealtimeEvent event = scan.reconstructor().event();
        node.put("file", scan.spec().eventName()).put("sha256", event.sha256());
        node.put("run_id", event.runId()).put("event_id", event.eventId());
        node.put("event_type", event.eventType()).put("simulated", event.simulated());
        node.put("mjd", event.mjd());
    }

    private void plan(ObjectNode node) {
        node.put("reco", scan.spec().reco());
        ObjectNode options = node.putObject("reco_options");
        new java.util.TreeMap<>(scan.spec().options()).forEach(options::put);
        node.put("mode", scan.plan().mode().name().toLowerCase(Locale.ROOT));
        node.put("nsides", scan.plan().progression().toString());
        node.put("variations", scan.plan().variations());
        node.put("predictive_scanning_threshold", scan.plan().predictiveThreshold());
        node.put("seed", scan.plan().seed());
        node.put("max_attempts", scan.plan().maxAttempts());
    }

    private void run(ObjectNode node) {
        node.put("number", scan.run()).put("started", started.toString());
        Json.put(node, "wall_seconds", wall.toMillis() / 1000.0);
        node.put("recos", scan.counts().fits()).put("recos_of_earlier_runs", scan.replayedFits());
        node.put("recos_sent", scan.counts().sent());
        node.put("duplicates", scan.counts().duplicates())
                .put("retries", scan.counts().retries());
        Json.put(node, "reco_seconds", scan.counts().recoSeconds());
    }

    private void pixels(ObjectNode node) {
        ObjectNode pixels = node.putObject("pixels");
        for (Progress.Level level : scan.progress().levels()) {
            pixels.put(Integer.toString(level.nside()), level.done());
        }
    }

    /** The summary for people. */
    void print(PrintStream out, SkymapFiles.Written written) {
        sky.printFit(out, written);
        counts(out);
        sky.printFiles(out, written);
    }

    private void counts(PrintStream out) {
        Progress progress = scan.progress();
        double seconds = wall.toMillis() / 1000.0;
        out.printf(
                Locale.ROOT,
                "scan       %d pixels, %d fits%s in %.1f s (%.0f fits/s)%n",
                progress.pixelsDone(),
                recos(),
                scan.replayedFits() > 0 ? " (" + scan.replayedFits() + " from earlier runs)" : "",
                seconds,
                seconds > 0 ? scan.counts().fits() / seconds : 0);
        if (!scan.abandoned().isEmpty()) {
            out.println("           " + scan.abandoned().size() + " fits given up; their reasons are in the manifest");
        }
    }
}
