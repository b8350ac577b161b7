package org.ewms.skymap.internal.plot;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import org.ewms.skymap.Contour;
import org.ewms.skymap.Contours;
import org.ewms.skymap.LlhMap;
import org.ewms.skymap.SkyPosition;

/** The surroundings of the best fit with contours, graticule and axes. */
final class Zoom {
    private static final double MAX_TS = 40;
    private static final double WIDEST_DEG = 85;
    private static final int LINES_PER_FRAME = 5;

    private final Ink ink;
    private final int left;
    private final int top;
    private final int size;
    private final SkyPosition centre;
    private final double halfWidthDeg;
    private final Chart chart;
    private final Rectangle2D frame;

    Zoom(Ink ink, int left, int top, int size, Contours contours) {
        this.ink = ink;
        this.left = left;
        this.top = top;
        this.size = size;
        this.centre = contours.bestFit();
        this.halfWidthDeg = halfWidth(contours);
        this.chart = new Chart(
                new Zenithal(centre.vector(), Math.toRadians(halfWidthDeg)),
                left + size / 2.0,
                top + size / 2.0,
                size / 2.0);
        this.frame = new Rectangle2D.Double(left, top, size, size);
    }

    /** Three times the radius of the 90 % region, and never less than what the lines need. */
    private static double halfWidth(Contours contours) {
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
        return Math.min(wanted, WIDEST_DEG);
    }

    void draw(LlhMap map, Contours contours) {
        ink.image(chart.raster(left, top, size, size, p -> SkyColour.of(map, p, MAX_TS)), left, top);
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
        });
        ink.stroke(frame, Ink.TEXT, 2);
        new ZoomAxes(ink, chart, left, top, size).label(centre, step, raStep());
        ColourBar.vertical(ink, left + size + 26, top + 2, 24, size - 2, MAX_TS);
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
            double radius = i % 2 == 0 ? 15 : 6;
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
