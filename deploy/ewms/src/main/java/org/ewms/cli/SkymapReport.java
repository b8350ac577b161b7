package org.ewms.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import org.ewms.icecube.Direction;
import org.ewms.icecube.LocalFrame;
import org.ewms.skymap.BestFit;
import org.ewms.skymap.SkymapFiles;
import org.ewms.skymap.SkymapSummary;

/**
 * What is told of a sky map that was written.
 *
 * @param mjd when the event was
 * @param manifest file that was written beside the map
 */
record SkymapReport(double mjd, Path manifest) {
    /** Best fit, areas and files, for programs. */
    void put(ObjectNode node, SkymapFiles.Written written) {
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
        files.put("manifest", text(manifest));
    }

    private Direction local(BestFit best) {
        return new LocalFrame(mjd)
                .toLocal(
                        Math.toRadians(best.position().raDeg()),
                        Math.toRadians(best.position().decDeg()));
    }

    private static String text(Path path) {
        return path.toString();
    }

    /** Best fit and areas, for people. */
    void printFit(PrintStream out, SkymapFiles.Written written) {
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
    }

    /** The files, for people. */
    void printFiles(PrintStream out, SkymapFiles.Written written) {
        out.println("files");
        for (Path file : files(written)) {
            out.println("           " + file);
        }
    }

    private java.util.List<Path> files(SkymapFiles.Written written) {
        var out = new java.util.ArrayList<Path>();
        out.add(written.resultJson());
        out.add(written.flatFits());
        out.add(written.multiOrderFits());
        written.png().ifPresent(out::add);
        out.add(manifest);
        return out;
    }
}
