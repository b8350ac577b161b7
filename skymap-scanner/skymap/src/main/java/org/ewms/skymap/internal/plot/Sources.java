package org.ewms.skymap.internal.plot;

import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.ewms.skymap.Catalogue;
import org.ewms.skymap.SkyPosition;

/** Marks of a catalogue's sources in a frame, each with its name where there is room for it. */
final class Sources {
    private static final double LETTERS = 16;
    private static final double RADIUS = 7;
    /** Beyond this many, names would hide the map. */
    private static final int MOST_NAMES = 40;
    /** Where a name may be beside its mark: how much of its width and height to the right and down. */
    private static final double[][] PLACES = {
        {0, 0.5}, {-1, 0.5}, {-0.5, 0}, {-0.5, 1}, {0, 0}, {0, 1}, {-1, 0}, {-1, 1}
    };

    private final Ink ink;
    private final Chart chart;
    private final Rectangle2D frame;
    private final List<Rectangle2D> taken = new ArrayList<>();

    Sources(Ink ink, Chart chart, Rectangle2D frame) {
        this.ink = ink;
        this.chart = chart;
        this.frame = frame;
    }

    /** Those inside the frame, nearest to a position first. */
    List<Catalogue.Source> inside(Catalogue catalogue, SkyPosition best) {
        return catalogue.sources().stream()
                .filter(source -> {
                    double[] at = chart.place(source.position().vector());
                    return at != null && frame.contains(at[0], at[1]);
                })
                .sorted(Comparator.comparingDouble(source -> source.position().distanceDeg(best)))
                .toList();
    }

    /** Keeps names away from a place. */
    void keepClear(Rectangle2D place) {
        taken.add(place);
    }

    void draw(List<Catalogue.Source> sources) {
        for (Catalogue.Source source : sources) {
            double[] at = at(source);
            taken.add(new Rectangle2D.Double(at[0] - RADIUS, at[1] - RADIUS, 2 * RADIUS, 2 * RADIUS));
            mark(ink, at[0], at[1]);
        }
        for (Catalogue.Source source : sources.subList(0, Math.min(MOST_NAMES, sources.size()))) {
            name(source);
        }
    }

    /** The mark itself, also for the legend. */
    static void mark(Ink ink, double x, double y) {
        var ring = new Ellipse2D.Double(x - RADIUS, y - RADIUS, 2 * RADIUS, 2 * RADIUS);
        ink.stroke(ring, Palette.RIM, 5);
        ink.stroke(ring, Palette.SOURCE, 2.4);
    }

    private double[] at(Catalogue.Source source) {
        return java.util.Objects.requireNonNull(chart.place(source.position().vector()));
    }

    private void name(Catalogue.Source source) {
        double[] at = at(source);
        double width = ink.width(source.name(), LETTERS);
        for (double[] place : PLACES) {
            double gapX = place[0] == 0 ? RADIUS + 4 : place[0] == -1 ? -RADIUS - 4 : 0;
            double gapY = place[0] == -0.5 ? (place[1] == 0 ? RADIUS + 4 : -RADIUS - 4) : 0;
            double left = at[0] + gapX + place[0] * width;
            double top = at[1] + gapY - place[1] * LETTERS;
            var box = new Rectangle2D.Double(left - 2, top - 2, width + 4, LETTERS + 4);
            boolean own = taken.stream().noneMatch(other -> other.intersects(box));
            if (own && frame.contains(box)) {
                taken.add(box);
                ink.textOnMap(source.name(), LETTERS, left, top + 0.78 * LETTERS, Ink.Align.LEFT);
                return;
            }
        }
    }
}
