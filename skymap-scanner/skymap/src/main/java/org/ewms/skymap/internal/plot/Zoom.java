package org.ewms.skymap.internal.plot;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.ewms.skymap.Catalogue;
import org.ewms.skymap.Contour;
import org.ewms.skymap.Contours;
import org.ewms.skymap.PictureOptions;
import org.ewms.skymap.SkyPosition;

/** The surroundings of the best fit with contours, graticule and axes. */
final class Zoom {
    private static final int LINES_PER_FRAME = 5;
    private static final double STAR = 15;

    private final Ink ink;
    private final int left;
    private final int top;
    private final int size;
    private final Sheet sheet;
    private final SkyPosition centre;
    private final double halfWidthDeg;
    private final Chart chart;
    private final Rectangle2D frame;
    private final Sources sources;

    Zoom(Ink ink, int left, int top, int size, Sheet sheet) {
        this.ink = ink;
        this.left = left;
        this.top = top;
        this.size = size;
        this.sheet = sheet;
        PictureOptions options = sheet.options();
        this.centre = sheet.contours().bestFit();
        this.halfWidthDeg = options.radiusDeg() > 0
                ? options.radiusDeg()
                : halfWidth(sheet.contours(), options.zoom().widestDeg());
        double radius = Math.toRadians(halfWidthDeg);
        Projection projection = switch (options.zoom()) {
            case EQUAL_AREA -> new EqualArea(centre.vector(), radius);
            case GNOMONIC -> new Gnomonic(centre.vector(), radius);
        };
        this.chart = new Chart(projection, left + size / 2.0, top + size / 2.0, size / 2.0);
        this.frame = new Rectangle2D.Double(left, top, size, size);
        this.sources = new Sources(ink, chart, frame);
    }

    /** Sources of the catalogue that are in the frame, nearest to the best fit first. */
    List<Catalogue.Source> sourcesInside() {
        return sources.inside(sheet.options().catalogue(), centre);
    }

    /** Three times the radius of the 90 % region, and never less than what the lines need. */
    private static double halfWidth(Contours contours, double widest) {
        double wanted = 0.05;
        for (int i = 0; i < contours.contours().size(); i++) {
            Contour contour = contours.contours().get(i);
            double reach = 0;
            for (Contour.Line line : contour.lines()) {
                for (int k = 0; k < line.raDeg().length; k++) {
                    var p = new SkyPosition(line.raDeg()[k], line.decDeg()[k]);
                    reach = Math.max(reach, p.distanceDeg(contours.bestFit()));
                }
            }
            double radius = Math.sqrt(contour.areaDeg2() / Math.PI);
            wanted = Math.max(wanted, i == 1 ? Math.max(3 * radius, 1.3 * reach) : i == 0 ? 1.3 * reach : 0);
        }
        return Math.min(wanted, widest);
    }

    void draw() {
        double max = sheet.options().maxTs();
        Contours contours = sheet.contours();
        ink.image(
                chart.raster(left, top, size, size, ink.detail(), p -> SkyColour.of(sheet.map(), p, max)),
                left,
                top,
                size,
                size);
        double step = Ticks.angleStep(2 * halfWidthDeg, LINES_PER_FRAME);
        ink.within(frame, () -> {
            graticule(step);
            for (int i = contours.contours().size() - 1; i >= 0; i--) {
                for (Contour.Line line : contours.contours().get(i).lines()) {
                    Shape path = chart.line(SkyColour.directions(line), true);
                    ink.stroke(path, Palette.RIM, 5.5);
                    ink.stroke(path, Palette.line(i), 2.8);
                }
            }
            star();
            sources.keepClear(
                    new Rectangle2D.Double(left + size / 2.0 - STAR, top + size / 2.0 - STAR, 2 * STAR, 2 * STAR));
            sources.draw(sourcesInside());
        });
        ink.stroke(frame, Ink.TEXT, 2);
        new ZoomAxes(ink, chart, left, top, size).label(centre, step, raStep());
        ColourBar.vertical(ink, left + size + 26, top + 2, 24, size - 2, max);
    }

    private void graticule(double step) {
        double reach = 1.5 * halfWidthDeg;
        double low = Math.max(-90, centre.decDeg() - reach);
        double high = Math.min(90, centre.decDeg() + reach);
        double shrink =
                Math.max(Math.cos(Math.toRadians(Math.min(89.9, Math.abs(centre.decDeg()) + halfWidthDeg))), 1e-3);
        double around = Math.min(180, reach / shrink);
        double raStep = raStep();
        for (long i = (long) Math.ceil(low / step); i * step <= high; i++) {
            Shape line = chart.parallel(i * step, centre.raDeg() - around, centre.raDeg() + around);
            ink.stroke(line, Ink.GRID, 1);
        }
        for (long i = (long) Math.ceil((centre.raDeg() - around) / raStep); i * raStep < centre.raDeg() + around; i++) {
            ink.stroke(chart.meridian(i * raStep, low, high), Ink.GRID, 1);
        }
    }

    private double raStep() {
        double shrink = Math.cos(Math.toRadians(Math.min(88, Math.abs(centre.decDeg()))));
        return Math.min(30, Ticks.angleStep(2 * halfWidthDeg / shrink, LINES_PER_FRAME));
    }

    private void star() {
        double[] at = chart.place(centre.vector());
        if (at == null) {
            return;
        }
        var star = new Path2D.Double();
        for (int i = 0; i < 10; i++) {
            double radius = i % 2 == 0 ? STAR : 0.4 * STAR;
            double angle = Math.PI * i / 5;
            double x = at[0] + radius * Math.sin(angle);
            double y = at[1] - radius * Math.cos(angle);
            if (i == 0) {
                star.moveTo(x, y);
            } else {
                star.lineTo(x, y);
            }
        }
        star.closePath();
        ink.fill(star, Color.WHITE);
        ink.stroke(star, Ink.TEXT, 1.6);
    }
}
