package org.ewms.skymap.internal.plot;

import java.awt.geom.Ellipse2D;
import org.ewms.skymap.Catalogue;
import org.ewms.skymap.Contour;
import org.ewms.skymap.Contours;
import org.ewms.skymap.LlhMap;
import org.ewms.skymap.PictureOptions;

/** The map of the whole sky with graticule, contours and its colour bar. */
final class WholeSky {
    private final Ink ink;
    private final int centreX;
    private final int centreY;
    private final int unit;
    private final Sheet sheet;
    private final Chart chart;
    /** Right ascension of the left and right border, degrees. */
    private final double border;

    /** @param unit half height of the ellipse, pixels */
    WholeSky(Ink ink, int centreX, int centreY, int unit, Sheet sheet) {
        this.ink = ink;
        this.centreX = centreX;
        this.centreY = centreY;
        this.unit = unit;
        this.sheet = sheet;
        PictureOptions options = sheet.options();
        Oval oval = switch (options.sky()) {
            case MOLLWEIDE -> new Mollweide();
            case HAMMER -> new Hammer();
            case AITOFF -> new Aitoff();
        };
        this.border = (options.middleRaDeg() + 180) % 360;
        this.chart = new Chart(new AllSky(oval, options.middleRaDeg()), centreX, centreY, unit);
    }

    void draw() {
        int left = centreX - 2 * unit;
        int top = centreY - unit;
        var outline = new Ellipse2D.Double(left, top, 4 * unit, 2 * unit);
        double max = largest(sheet.map());
        ink.within(
                outline,
                () -> ink.image(
                        chart.raster(
                                left, top, 4 * unit, 2 * unit, ink.detail(), p -> SkyColour.of(sheet.map(), p, max)),
                        left,
                        top,
                        4 * unit,
                        2 * unit));
        ink.within(outline, () -> {
            graticule();
            sources();
            lines(sheet.contours());
        });
        ink.stroke(outline, Ink.TEXT, 2);
        labels();
        marker(sheet.contours());
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

    private boolean atBorder(double ra) {
        return Math.abs(Math.IEEEremainder(ra - border, 360)) < 1;
    }

    private void graticule() {
        for (int ra = 0; ra < 360; ra += 30) {
            if (!atBorder(ra)) {
                ink.stroke(chart.meridian(ra, -90, 90), Ink.GRID, 1);
            }
        }
        for (int dec = -60; dec <= 60; dec += 30) {
            // A hair inside the borders, where the ends would fall on either side.
            ink.stroke(chart.parallel(dec, border + 0.01, border + 359.99), Ink.GRID, 1);
        }
    }

    private void sources() {
        for (Catalogue.Source source : sheet.options().catalogue().sources()) {
            double[] at = chart.place(source.position().vector());
            if (at != null) {
                ink.fill(new Ellipse2D.Double(at[0] - 4, at[1] - 4, 8, 8), Palette.RIM);
                ink.fill(new Ellipse2D.Double(at[0] - 2.6, at[1] - 2.6, 5.2, 5.2), Palette.SOURCE);
            }
        }
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

    /** How far below the equator an hour is written: lower where the ring round the best fit would lie on it. */
    private double below(double[] at) {
        double[] best = chart.place(sheet.contours().bestFit().vector());
        boolean covered = best != null && Math.hypot(best[0] - at[0], best[1] - at[1] - 15) < 36;
        return covered ? java.util.Objects.requireNonNull(best)[1] - at[1] + 40 : 21;
    }

    private void labels() {
        for (int hour = 0; hour < 24; hour += 2) {
            double[] at = chart.place(Chart.vector(15 * hour, 0));
            if (at != null && !atBorder(15 * hour)) {
                ink.textOnMap(hour + "h", 17, at[0], at[1] + below(at), Ink.Align.CENTRE);
            }
        }
        double hour = border / 15;
        if (Math.abs(hour - Math.rint(hour)) < 1e-3) {
            long rounded = Math.round(hour) % 24;
            String west = rounded + "h";
            String east = (rounded == 0 ? 24 : rounded) + "h";
            ink.text(east, 17, centreX - 2 * unit - 8, centreY + 6, Ink.Align.RIGHT, Ink.TEXT);
            ink.text(west, 17, centreX + 2 * unit + 8, centreY + 6, Ink.Align.LEFT, Ink.TEXT);
        }
        for (int dec = -60; dec <= 60; dec += 30) {
            double[] at = chart.place(Chart.vector(border - 0.01, dec));
            if (at != null && dec != 0) {
                double lift = dec > 0 ? -4 : 16;
                ink.text(Ticks.degrees(dec, 1, true), 17, at[0] - 8, at[1] + lift, Ink.Align.RIGHT, Ink.TEXT);
            }
        }
        ink.text("Equatorial, J2000", 17, centreX + 2 * unit, centreY + unit, Ink.Align.RIGHT, Ink.FAINT);
    }
}
