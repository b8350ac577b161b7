package org.ewms.bench.coverage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.ewms.bench.Figures;
import org.ewms.bench.Row;
import org.ewms.bench.Table;
import org.ewms.skymap.ConfidenceLevel;

/**
 * A run of the coverage benchmark, as rows and as a section of a document.
 *
 * @param title heading of the section
 * @param command that makes it again
 * @param seed of the first event
 * @param refused events the reconstruction did not take
 * @param summaries one per mode, all of the same events
 */
record Report(String title, String command, long seed, int refused, List<Summary> summaries) {
    private static final double[] CLAIMS = {0.5, 0.9};

    private static final String HEAD = """
            # Coverage of the contours

            How often the true direction of simulated events lies inside the contours of their sky maps. Events come from
            `org.ewms.reco.simulation` (isotropic, energies drawn uniformly in the logarithm, 560 Hz of noise), are written to the realtime format, read back, scanned,
            and judged on the J2000 sky. Contours are at −2ΔlnL = 1.386 and 4.605 (Wilks' theorem, two parameters) above the fitted minimum.
            Errors are one standard deviation, binomial. "Level that holds 50 %" is the −2ΔlnL inside which half of the
            truths are: what Wilks' 1.386 should be replaced by where coverage is off. The event model is the one the fits assume: these tables test the method, not the ice.

            Each section is written by the command it names (`--markdown docs/coverage.md`); same command, same figures.
            """;

    /** The benchmark's rows. */
    void fill(Table table) {
        for (Summary s : summaries) {
            for (double claim : CLAIMS) {
                String name = s.name() + ": truth inside the " + Math.round(100 * claim) + " % contour";
                table.add(Row.more(name, 100 * s.coverage(claim), 100 * claim, "%", "the claim (Wilks)"));
                table.add(Row.plain(name + ", error", 100 * s.error(claim), "%", "one standard deviation"));
                double wilks = ConfidenceLevel.wilks(claim).ts();
                String level = s.name() + ": −2ΔlnL that holds " + Math.round(100 * claim) + " %";
                table.add(Row.less(level, s.level(claim), wilks, "", "Wilks' theorem"));
            }
            table.add(Row.plain(s.name() + ": median error of direction", s.median(Trial::errorDeg), "deg", ""));
            table.add(Row.plain(s.name() + ": median 50 % area", s.median(Trial::area50Deg2), "deg²", ""));
            table.add(Row.plain(s.name() + ": median 90 % area", s.median(Trial::area90Deg2), "deg²", ""));
            table.add(Row.plain(s.name() + ": pixels per scan", s.mean(Trial::pixels), "pixels", "mean"));
            table.add(Row.plain(s.name() + ": fits per scan", s.mean(Trial::fits), "fits", "mean"));
        }
        if (summaries.size() == 2) {
            compare(summaries.getFirst(), summaries.getLast(), table);
        }
    }

    /** The second mode as ours, the first as theirs. */
    private static void compare(Summary theirs, Summary ours, Table table) {
        String pair = ours.name() + " against " + theirs.name() + ": ";
        table.add(Row.less(
                pair + "fits per scan", ours.mean(Trial::fits), theirs.mean(Trial::fits), "fits", theirs.name()));
        double[] lower = differences(ours, theirs);
        table.add(Row.plain(pair + "minima deeper by 0.01 or more", count(lower, 0.01, 1), "events", "of −lnL"));
        table.add(Row.plain(pair + "minima shallower by 0.01 or more", count(lower, 0.01, -1), "events", "of −lnL"));
        double[] areas = areaRatios(ours, theirs);
        table.add(Row.plain(pair + "90 % area, median ratio", Figures.median(areas), "", ""));
        table.add(Row.plain(pair + "90 % area, 5 % quantile of the ratio", Figures.quantile(0.05, areas), "", ""));
        table.add(Row.plain(pair + "90 % area, 95 % quantile of the ratio", Figures.quantile(0.95, areas), "", ""));
    }

    /** By how much ours found a smaller −ln L, event by event. */
    private static double[] differences(Summary ours, Summary theirs) {
        double[] out = new double[ours.events()];
        for (int i = 0; i < out.length; i++) {
            out[i] = theirs.trials().get(i).llh() - ours.trials().get(i).llh();
        }
        return out;
    }

    private static double[] areaRatios(Summary ours, Summary theirs) {
        double[] out = new double[ours.events()];
        for (int i = 0; i < out.length; i++) {
            out[i] = ours.trials().get(i).area90Deg2() / theirs.trials().get(i).area90Deg2();
        }
        return out;
    }

    private static int count(double[] values, double least, int sign) {
        int n = 0;
        for (double value : values) {
            n += sign * value >= least ? 1 : 0;
        }
        return n;
    }

    /** Puts the section into the document, in place of an older one of the same title. */
    void write(Path file) throws IOException {
        String text = Files.exists(file) ? Files.readString(file) : HEAD;
        String heading = "\n## " + title + "\n";
        int from = text.indexOf(heading);
        int next = from < 0 ? -1 : text.indexOf("\n## ", from + 1);
        String before = from < 0 ? text : text.substring(0, from);
        String after = next < 0 ? "" : text.substring(next);
        Files.writeString(file, before + heading + "\n" + section() + after);
    }

    private String section() {
        int events = summaries.getFirst().events();
        var out = new StringBuilder("`" + command + "`\n\n");
        out.append(events + " events, seeds " + seed + " to " + (seed + events + refused - 1) + "; " + refused
                + " of the events simulated had too little light for the reconstruction.\n\n");
        line(out, "", Summary::name);
        out.append("|---".repeat(summaries.size() + 1)).append("|\n");
        for (double claim : CLAIMS) {
            String percent = Math.round(100 * claim) + " %";
            line(
                    out,
                    "truth inside the " + percent + " contour",
                    s -> format("%.1f ± %.1f %%", 100 * s.coverage(claim), 100 * s.error(claim)));
            line(
                    out,
                    "level that holds " + percent + " (Wilks "
                            + format("%.3f", ConfidenceLevel.wilks(claim).ts()) + ")",
                    s -> {
                        double[] range = s.levelRange(claim);
                        return format("%.2f (%.2f … %.2f)", s.level(claim), range[0], range[1]);
                    });
        }
        line(out, "median error of direction", s -> format("%.3f°", s.median(Trial::errorDeg)));
        line(out, "median 50 % area", s -> format("%.3f deg²", s.median(Trial::area50Deg2)));
        line(out, "median 90 % area", s -> format("%.3f deg²", s.median(Trial::area90Deg2)));
        line(out, "pixels per scan, mean", s -> format("%.0f", s.mean(Trial::pixels)));
        line(out, "fits per scan, mean", s -> format("%.0f", s.mean(Trial::fits)));
        if (summaries.size() == 2) {
            comparison(out, summaries.getFirst(), summaries.getLast());
        }
        return out.toString();
    }

    private static void comparison(StringBuilder out, Summary theirs, Summary ours) {
        double[] lower = differences(ours, theirs);
        double[] areas = areaRatios(ours, theirs);
        List<String> sentences = new ArrayList<>();
        sentences.add(format(
                "On the same events, %s needs %.2f of the fits of %s.",
                ours.name(), ours.mean(Trial::fits) / theirs.mean(Trial::fits), theirs.name()));
        sentences.add(format(
                "Its minimum is deeper by at least 0.01 in %d events, shallower in %d.",
                count(lower, 0.01, 1), count(lower, 0.01, -1)));
        sentences.add(format(
                "Ratio of the 90 %% areas: median %.3f, 5 %% to 95 %% quantile %.3f to %.3f.",
                Figures.median(areas), Figures.quantile(0.05, areas), Figures.quantile(0.95, areas)));
        out.append("\n").append(String.join(" ", sentences)).append("\n");
    }

    private void line(StringBuilder out, String name, Function<Summary, String> cell) {
        out.append("| ").append(name);
        summaries.forEach(s -> out.append(" | ").append(cell.apply(s)));
        out.append(" |\n");
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
