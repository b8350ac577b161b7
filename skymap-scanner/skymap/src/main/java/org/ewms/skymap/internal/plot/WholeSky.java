package org.ewms.skymap.internal.plot;

import java.awt.geom.Ellipse2D;
import org.ewms.skymap.Contour;
import org.ewms.skymap.Contours;
import org.ewms.skymap.LlhMap;

/** The Mollweide map with graticule, contours and its colour bar. */
final class WholeSky {
    private final Ink ink;
    private final int centreX;
    private final int centreY;
    private final int unit;
    private final Chart chart;

    /** @param unit half height of the ellipse, pixels */
    WholeSky(Ink ink, int centreX, int centreY, int unit) {
        this.ink = ink;
        this.centreX = centreX;
        this.centreY = centreY;
        this.unit = unit;
        this.chart = new Chart(new Mollweide(), centreX, centreY, unit);
    }

    void draw(LlhMap map, Contours contours) {
        var outline = new Ellipse2D.Double(centreX - 2 * unit, centreY - unit, 4 * unit, 2 * unit);
        double max = largest(map);
        ink.image(
                chart.raster(centreX - 2 * unit, centreY - unit, 4 * unit, 2 * unit, p -> SkyColour.of(map, p, max)),
                centreX - 2 * unit,
                centreY - unit);
        ink.within(outline, () -> {
            for (int ra = 30; ra < 360; ra += 30) {
                ink.stroke(chart.meridian(ra, -90, 90), Ink.GRID, 1);
            }
            for (int dec = -60; dec <= 60; dec += 30) {
                // A hair inside the borders: at 0 h and 24 h the ends would join across the map.
                ink.stroke(chart.parallel(dec, 0.01, 359.99), Ink.GRID, 1);
            }
            lines(contours);
        });
        ink.stroke(outline, Ink.TEXT, 2);
        labels();
        marker(contours);
        ColourBar.horizontal(ink, centreX - 260, centreY + unit + 34, 520, 18, max);
    }

    private static double largest(LlhMap map) {
        double largest = 1;
        for (int i = 0; i < map.cells(); i++) {
            largest = map.ts(i) > largest ? map.ts(i) : largest;
        }
        double step = Ticks.step(largest, 5);
        return Math.ceil(largest / step - 1e-9) * step;
    }

    private void lines(Contours contours) {
        for (int i = contours.contours().size() - 1; i >= 0; i--) {
            for (Contour.Line line : contours.contours().get(i).lines()) {
                ink.stroke(chart.line(SkyColour.directions(line), true), Palette.line(i), 1.6);
            }
        }
    }

    /** A ring round the best fit, whose contours may be too small to be seen here. */
    private void marker(Contours contours) {
        double[] at = chart.place(contours.bestFit().vector());
        if (at != null) {
            var ring = new Ellipse2D.Double(at[0] - 17, at[1] - 17, 34, 34);
            ink.stroke(ring, Palette.RIM, 5);
            ink.stroke(ring, Ink.TEXT, 2);
        }
    }

    private void labels() {
        for (int hour = 2; hour <= 22; hour += 2) {
            double[] at = chart.place(Chart.vector(15 * hour, 0));
            if (at != null) {
                ink.textOnMap(hour + "h", 17, at[0], at[1] + 21, Ink.Align.CENTRE);
            }
        }
        ink.text("24h", 17, centreX - 2 * unit - 8, centreY + 6, Ink.Align.RIGHT, Ink.TEXT);
        ink.text("0h", 17, centreX + 2 * unit + 8, centreY + 6, Ink.Align.LEFT, Ink.TEXT);
        for (int dec = -60; dec <= 60; dec += 30) {
            double[] at = chart.place(Chart.vector(359.99, dec));
            if (at != null && dec != 0) {
                double lift = dec > 0 ? -4 : 16;
                ink.text(Ticks.degrees(dec, 1, true), 17, at[0] - 8, at[1] + lift, Ink.Align.RIGHT, Ink.TEXT);
            }
        }
        ink.text("Equatorial, J2000", 17, centreX + 2 * unit, centreY + unit, Ink.Align.RIGHT, Ink.FAINT);
    }
}
