package org.ewms.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.ewms.icecube.Direction;
import org.ewms.icecube.LocalFrame;
import org.ewms.icecube.RealtimeEvent;
import org.ewms.scan.FitId;
import org.ewms.scan.Progress;
import org.ewms.scanner.Scan;
import org.ewms.skymap.BestFit;
import org.ewms.skymap.SkymapFiles;
import org.ewms.skymap.SkymapSummary;

/** What is told of a scan at its end: to people, to programs, and to the manifest that stays with the files. */
final class ScanReport {
    private final Scan scan;
    private final Instant started;
    private final Duration wall;

    ScanReport(Scan scan, Instant started, Duration wall) {
        this.scan = scan;
        this.started = started;
        this.wall = wall;
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
        written.ifPresent(files -> result(node, files));
        return node;
    }

    /** The object that ends the output in JSON mode. */
    ObjectNode json(SkymapFiles.Written written) {
        ObjectNode node = Json.object();
        node.put("scan_id", scan.id());
        result(node, written);
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

    private void result(ObjectNode node, SkymapFiles.Written written) {
        SkymapSummary summary = written.summary();
        BestFit best = summary.bestFit();
        Direction local = local(best);
        ObjectNode fit = node.putObject("best_fit");
        fit.put("ra_deg", best.position().raDeg())
                .put("dec_deg", best.position().decDeg());
        fit.put("llh", best.llh()).put("nside", best.pixelNside()).put("pixel", best.pixel());
        fit.put("zenith_deg", Math.toDegrees(local.zenith())).put("azimuth_deg", Math.toDegrees(local.azimuth()));
        Json.put(fit, "sigma_major_deg", best.sigmaMajorDeg());
        Json.put(fit, "sigma_minor_deg", best.sigmaMinorDeg());
        Json.put(fit, "position_angle_deg", best.positionAngleDeg());
        Json.put(node, "area_50_deg2", summary.area50Deg2());
        Json.put(node, "area_90_deg2", summary.area90Deg2());
        ObjectNode files = node.putObject("files");
        files.put("result_json", text(written.resultJson()));
        files.put("flat_fits", text(written.flatFits()));
        files.put("multiorder_fits", text(written.multiOrderFits()));
        written.png().ifPresent(png -> files.put("png", text(png)));
        files.put("manifest", text(scan.directory().manifest()));
    }

    private Direction local(BestFit best) {
        return new LocalFrame(scan.reconstructor().event().mjd())
                .toLocal(
                        Math.toRadians(best.position().raDeg()),
                        Math.toRadians(best.position().decDeg()));
    }

    private static String text(Path path) {
        return path.toString();
    }

    /** The summary for people. */
    void print(PrintStream out, SkymapFiles.Written written) {
        SkymapSummary summary = written.summary();
        BestFit best = summary.bestFit();
        Direction local = local(best);
        out.printf(
                Locale.ROOT,
                "best fit   RA %.3f°  Dec %+.3f°   (zenith %.3f°, azimuth %.3f°)  −lnL %.3f%n",
                best.position().raDeg(),
                best.position().decDeg(),
                Math.toDegrees(local.zenith()),
                Math.toDegrees(local.azimuth()),
                best.llh());
        out.printf(
                Locale.ROOT,
                "           1σ %.3f° × %.3f°, finest pixel nside %d number %d%n",
                best.sigmaMajorDeg(),
                best.sigmaMinorDeg(),
                best.pixelNside(),
                best.pixel());
        out.printf(
                Locale.ROOT,
                "regions    50%% %.3f deg²   90%% %.3f deg²%n",
                summary.area50Deg2(),
                summary.area90Deg2());
        counts(out);
        for (Path file : files(written)) {
            out.println("           " + file);
        }
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
        out.println("files");
    }

    private java.util.List<Path> files(SkymapFiles.Written written) {
        var out = new java.util.ArrayList<Path>();
        out.add(written.resultJson());
        out.add(written.flatFits());
        out.add(written.multiOrderFits());
        written.png().ifPresent(out::add);
        out.add(scan.directory().manifest());
        return out;
    }
}
