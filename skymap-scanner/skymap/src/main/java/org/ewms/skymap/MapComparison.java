package org.ewms.skymap;

import java.util.ArrayList;
import java.util.List;
import org.ewms.healpix.Moc;

/**
 * Two maps: how far apart their best fits are and how their regions overlap.
 *
 * @param bestFitDistanceDeg between the fitted minima
 * @param firstInSecond level of the second map's credible region on whose border the first one's best fit lies, 0 … 1
 * @param secondInFirst the other way round
 * @param regions one for each level
 */
public record MapComparison(
        double bestFitDistanceDeg, double firstInSecond, double secondInFirst, List<Overlap> regions) {
    /** Finer than the cells the lines were traced on: what is cut at the border then averages out. */
    private static final int FINER = 2;

    private static final int FINEST = 29;
    private static final double SQUARE_DEGREES = Math.pow(180 / Math.PI, 2);

    public MapComparison {
        regions = List.copyOf(regions);
    }

    /**
     * Two regions of one level.
     *
     * @param commonDeg2 area that belongs to both, square degrees
     */
    public record Overlap(ConfidenceLevel level, double firstDeg2, double secondDeg2, double commonDeg2) {
        /** Common area over the area of either or both: 1 for equal regions, 0 for disjoint ones. */
        public double jaccard() {
            double either = firstDeg2 + secondDeg2 - commonDeg2;
            return either > 0 ? Math.clamp(commonDeg2 / either, 0, 1) : 1;
        }
    }

    /** @param first contours with the same levels as the second's, in the same order */
    public static MapComparison of(ProbabilityMap a, Contours first, ProbabilityMap b, Contours second) {
        if (first.contours().size() != second.contours().size()) {
            throw new IllegalArgumentException("the maps have "
                    + first.contours().size() + " and " + second.contours().size() + " contours");
        }
        var regions = new ArrayList<Overlap>();
        for (int i = 0; i < first.contours().size(); i++) {
            regions.add(overlap(first.contours().get(i), second.contours().get(i)));
        }
        return new MapComparison(
                first.bestFit().distanceDeg(second.bestFit()),
                b.containment(first.bestFit()),
                a.containment(second.bestFit()),
                regions);
    }

    private static Overlap overlap(Contour a, Contour b) {
        int order = Math.max(a.fineOrder(), b.fineOrder()) + FINER;
        Moc common = coverage(a, order).intersection(coverage(b, order));
        return new Overlap(a.level(), a.areaDeg2(), b.areaDeg2(), common.area() * SQUARE_DEGREES);
    }

    private static Moc coverage(Contour contour, int wanted) {
        return contour.coverage(Math.min(Math.min(wanted, contour.fineOrder() + 2 * FINER), FINEST), false);
    }
}
