package org.ewms.cli;

import java.util.List;
import org.ewms.skymap.ConfidenceLevel;
import org.ewms.skymap.Contours;
import org.ewms.skymap.MapQuantity;
import org.ewms.skymap.SkyFile;
import org.ewms.skymap.SkymapSummary;
import picocli.CommandLine.Option;

/** Which regions of a map are meant. */
final class SkyLevels {
    private static final int MOST = 6;

    @Option(
            names = "--levels",
            paramLabel = "LEVELS",
            description = {
                "wilks (50, 90, 3sigma), calibrated (50=22.2,90=64.2 as for IC160427A), or a list: percentages and sigmas by",
                "Wilks' theorem, or PERCENT=THRESHOLD in -2 delta ln L (default: ${DEFAULT-VALUE})."
            })
    String levels = "wilks";

    @Option(
            names = "--credible",
            description = "Regions that hold the probability under a flat prior; always so for maps of probability.")
    boolean credible;

    Contours contours(SkyFile.MapFile file) {
        return Contours.of(file.map(), levels(file));
    }

    List<ConfidenceLevel> levels(SkyFile.MapFile file) {
        List<ConfidenceLevel> asked = ConfidenceLevel.parse(levels);
        if (asked.size() > MOST) {
            throw new IllegalArgumentException("--levels: " + asked.size() + " given, at most " + MOST + " are drawn");
        }
        boolean thresholds = levels.contains("=") || levels.equals("calibrated");
        if (credible && thresholds) {
            throw new IllegalArgumentException("--credible finds thresholds itself: --levels must not give them");
        }
        boolean byProbability = credible || file.quantity() == MapQuantity.PROBABILITY && !thresholds;
        return byProbability
                ? asked.stream().map(level -> credible(file, level)).toList()
                : asked;
    }

    /** The credible region with the label that was asked for. */
    static ConfidenceLevel credible(SkyFile.MapFile file, ConfidenceLevel level) {
        ConfidenceLevel found = file.probability().credibleLevel(level.probability());
        return new ConfidenceLevel(level.label(), level.probability(), found.ts());
    }

    /** Best fit with 50 % and 90 % regions in the file's own sense. */
    static SkymapSummary summary(SkyFile.MapFile file) {
        SkyLevels own = new SkyLevels();
        own.levels = "50,90";
        Contours contours = own.contours(file);
        return SkymapSummary.of(
                file.map(), contours.contours().get(0), contours.contours().get(1));
    }
}
