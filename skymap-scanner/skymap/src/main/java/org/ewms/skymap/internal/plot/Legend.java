package org.ewms.skymap.internal.plot;

import java.util.List;
import java.util.Locale;
import org.ewms.skymap.BestFit;
import org.ewms.skymap.BoundingBox;
import org.ewms.skymap.Catalogue;
import org.ewms.skymap.Contour;
import org.ewms.skymap.Contours;
import org.ewms.skymap.SkyPosition;
import org.ewms.skymap.SkymapSummary;

/** The column of facts beside the zoom. */
final class Legend {
    private static final double HEAD = 22;
    private static final double BODY = 19;
    private static final int NEAREST = 4;

    private final Ink ink;
    private final double x;
    private final double width;
    private double y;

    Legend(Ink ink, double x, double y, double width) {
        this.ink = ink;
        this.x = x;
        this.y = y;
        this.width = width;
    }

    /** @param sources those in the zoom, nearest first */
    void draw(Sheet sheet, List<Catalogue.Source> sources) {
        SkymapSummary summary = sheet.summary();
        Contours contours = sheet.contours();
        bestFit(summary.bestFit());
        head("Regions");
        for (int i = 0; i < contours.contours().size(); i++) {
            region(i, contours.contours().get(i));
        }
        head("Extent from the best fit");
        extent(summary.contour50());
        extent(summary.contour90());
        head("Scan");
        pixels(summary);
        if (!sheet.options().catalogue().sources().isEmpty()) {
            sources(sheet, sources);
        }
    }

    private void sources(Sheet sheet, List<Catalogue.Source> sources) {
        head("Catalogue");
        Sources.mark(ink, x + 8, y - 6);
        ink.text(
                sources.size() + " of " + sheet.options().catalogue().sources().size() + " sources in the zoom",
                BODY,
                x + 28,
                y,
                Ink.Align.LEFT,
                Ink.FAINT);
        y += 28;
        for (Catalogue.Source source : sources.subList(0, Math.min(NEAREST, sources.size()))) {
            double distance = source.position().distanceDeg(sheet.contours().bestFit());
            body(String.format(Locale.ROOT, "%s at %s", fitting(source.name(), width - 120), size(distance)));
        }
    }

    private String fitting(String text, double most) {
        String out = text;
        while (out.length() > 1 && ink.width(out + "…", BODY) > most) {
            out = out.substring(0, out.length() - 1);
        }
        return out.equals(text) ? text : out + "…";
    }

    private void head(String text) {
        y += 20;
        ink.text(text, HEAD, x, y, Ink.Align.LEFT, Ink.TEXT);
        y += 32;
    }

    private void body(String text) {
        ink.text(text, BODY, x, y, Ink.Align.LEFT, Ink.FAINT);
        y += 28;
    }

    private void bestFit(BestFit fit) {
        head("Best fit");
        SkyPosition at = fit.position();
        body(String.format(Locale.ROOT, "RA %.2f°  (%s)", at.raDeg(), hours(at.raDeg())));
        body("Dec " + Ticks.degrees(Math.rint(at.decDeg() * 100) / 100, 0.01, true));
        if (fit.sigmaMajorDeg() < 180) {
            body(String.format(
                    Locale.ROOT, "1σ ellipse %s × %s", size(fit.sigmaMajorDeg()), size(fit.sigmaMinorDeg())));
        }
        body(String.format(Locale.ROOT, "−ln L = %.3f", fit.llh()));
    }

    private static String hours(double raDeg) {
        long tenths = Math.round(raDeg * 2400) % 864_000;
        return String.format(
                Locale.ROOT, "%02dh %02dm %04.1fs", tenths / 36_000, tenths / 600 % 60, tenths % 600 / 10.0);
    }

    private void region(int i, Contour contour) {
        ink.line(x, y - 6, x + 44, y - 6, Palette.line(i), 3.5);
        ink.text(contour.level().label(), BODY, x + 58, y, Ink.Align.LEFT, Ink.TEXT);
        ink.text(area(contour.areaDeg2()) + " deg²", BODY, x + 240, y, Ink.Align.RIGHT, Ink.TEXT);
        ink.text(
                String.format(Locale.ROOT, "(−2Δln L < %.2f)", contour.level().ts()),
                BODY,
                x + 258,
                y,
                Ink.Align.LEFT,
                Ink.FAINT);
        y += 30;
    }

    private void extent(Contour contour) {
        BoundingBox box = contour.box();
        body(String.format(
                Locale.ROOT,
                "%s  RA +%s −%s  Dec +%s −%s",
                contour.level().label(),
                size(box.raPlusDeg()),
                size(box.raMinusDeg()),
                size(box.decPlusDeg()),
                size(box.decMinusDeg())));
    }

    private void pixels(SkymapSummary summary) {
        var text = new StringBuilder();
        for (var entry : summary.pixels().entrySet()) {
            String next = "nside " + entry.getKey() + ": " + entry.getValue();
            if (!text.isEmpty() && ink.width(text + ",  " + next, BODY) > width) {
                body(text + ",");
                text.setLength(0);
            }
            text.append(text.isEmpty() ? "" : ",  ").append(next);
        }
        body(text.toString());
        if (summary.failedPixels() > 0) {
            body(summary.failedPixels() + " pixels without a fit (bright red)");
        }
    }

    private static String size(double degrees) {
        return String.format(Locale.ROOT, degrees < 0.1 ? "%.3f°" : degrees < 10 ? "%.2f°" : "%.1f°", degrees);
    }

    private static String area(double value) {
        return String.format(
                Locale.ROOT, value < 0.1 ? "%.4f" : value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%.0f", value);
    }
}
