package org.ewms.skymap.internal.plot;

import java.util.Locale;
import org.ewms.skymap.BestFit;
import org.ewms.skymap.BoundingBox;
import org.ewms.skymap.Contour;
import org.ewms.skymap.Contours;
import org.ewms.skymap.SkyPosition;
import org.ewms.skymap.SkymapSummary;

/** The column of facts beside the zoom. */
final class Legend {
    private static final double HEAD = 22;
    private static final double BODY = 19;

    private final Ink ink;
    private final double x;
    private double y;

    Legend(Ink ink, double x, double y) {
        this.ink = ink;
        this.x = x;
        this.y = y;
    }

    void draw(SkymapSummary summary, Contours contours) {
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
        summary.pixels()
                .forEach((nside, count) -> text.append(text.isEmpty() ? "" : ",  ")
                        .append("nside ")
                        .append(nside)
                        .append(": ")
                        .append(count));
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
