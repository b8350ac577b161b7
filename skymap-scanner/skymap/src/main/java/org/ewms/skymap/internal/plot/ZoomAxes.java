package org.ewms.skymap.internal.plot;

import java.util.HashSet;
import java.util.Set;
import org.ewms.skymap.SkyPosition;

/** Labels where the graticule meets the left and the lower side of a square map. */
final class ZoomAxes {
    private static final double LETTERS = 17;

    private final Ink ink;
    private final Chart chart;
    private final int left;
    private final int top;
    private final int size;

    ZoomAxes(Ink ink, Chart chart, int left, int top, int size) {
        this.ink = ink;
        this.chart = chart;
        this.left = left;
        this.top = top;
        this.size = size;
    }

    void label(SkyPosition centre, double decStep, double raStep) {
        ink.text("Right ascension", 19, left + size / 2.0, top + size + 58, Ink.Align.CENTRE, Ink.TEXT);
        ink.text("Declination", 19, left, top - 14, Ink.Align.LEFT, Ink.TEXT);
        Set<Long> labelled = decLabels(decStep);
        labelRoundPole(centre, decStep, labelled);
        raLabels(centre.raDeg(), raStep);
    }

    /** Returns which multiples of the step have a label now. */
    private Set<Long> decLabels(double step) {
        var labelled = new HashSet<Long>();
        double before = Double.NaN;
        double free = Double.NEGATIVE_INFINITY;
        for (int i = 0; i <= size; i++) {
            SkyPosition p = at(left, top + i);
            double dec = p == null ? Double.NaN : p.decDeg();
            if (Math.floor(dec / step) != Math.floor(before / step) && !Double.isNaN(dec + before) && i > free) {
                long multiple = Math.round((dec + before) / 2 / step);
                double value = multiple * step;
                labelled.add(multiple);
                ink.line(left - 6, top + i, left, top + i, Ink.TEXT, 1);
                ink.text(Ticks.degrees(value, step, true), LETTERS, left - 11, top + i + 6, Ink.Align.RIGHT, Ink.TEXT);
                free = i + 2 * LETTERS;
            }
            before = dec;
        }
        return labelled;
    }

    /** Circles that close within the frame meet no side of it; they are labelled where they stand above or below the pole. */
    private void labelRoundPole(SkyPosition centre, double step, Set<Long> labelled) {
        double[] pole = chart.place(new SkyPosition(0, Math.copySign(90, centre.decDeg())).vector());
        if (pole == null || pole[0] < left || pole[0] > left + size || pole[1] < top || pole[1] > top + size) {
            return;
        }
        int down = pole[1] < top + size / 2.0 ? 1 : -1;
        double before = Double.NaN;
        double free = 2 * LETTERS;
        for (double y = pole[1] + down; y > top + LETTERS && y < top + size - LETTERS; y += down) {
            SkyPosition p = at(pole[0], y);
            double dec = p == null ? Double.NaN : p.decDeg();
            boolean crossed = Math.floor(dec / step) != Math.floor(before / step) && !Double.isNaN(dec + before);
            long multiple = Math.round((dec + before) / 2 / step);
            if (crossed && Math.abs(y - pole[1]) > free && labelled.add(multiple)) {
                ink.textOnMap(Ticks.degrees(multiple * step, step, true), LETTERS, pole[0] + 5, y - 4, Ink.Align.LEFT);
                free = Math.abs(y - pole[1]) + 2 * LETTERS;
            }
            before = dec;
        }
    }

    private void raLabels(double around, double step) {
        double before = Double.NaN;
        double free = Double.NEGATIVE_INFINITY;
        for (int i = 0; i <= size; i++) {
            SkyPosition p = at(left + i, top + size);
            double ra = p == null ? Double.NaN : around + Math.IEEEremainder(p.raDeg() - around, 360);
            boolean crossed = Math.floor(ra / step) != Math.floor(before / step) && Math.abs(ra - before) < step;
            if (crossed) {
                double value = Math.round((ra + before) / 2 / step) * step;
                String text = Ticks.degrees(value - 360 * Math.floor(value / 360 + 1e-9), step, false);
                double half = ink.width(text, LETTERS) / 2;
                ink.line(left + i, top + size, left + i, top + size + 6, Ink.TEXT, 1);
                if (i - half > free) {
                    ink.text(text, LETTERS, left + i, top + size + 27, Ink.Align.CENTRE, Ink.TEXT);
                    free = i + half + LETTERS;
                }
            }
            before = ra;
        }
    }

    private @org.jspecify.annotations.Nullable SkyPosition at(double x, double y) {
        double[] direction = chart.direction(x, y);
        return direction == null ? null : SkyPosition.of(direction);
    }
}
