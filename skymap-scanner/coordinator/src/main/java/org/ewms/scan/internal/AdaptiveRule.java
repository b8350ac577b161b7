package org.ewms.scan.internal;

import java.util.Arrays;
import java.util.Optional;
import org.ewms.scan.Pointing;

/**
 * Follows the likelihood contour. A leaf (a finished pixel not yet refined) is split in four when its −2ΔlnL to the minimum, or that of a
 * neighbour, is below a cut, or when it is among the best few of its level (at coarse levels the true minimum can hide between pixel
 * centres). Splitting stops at the target nside; once pixels are small against the 90 % region, only the best few are split further.
 */
public final class AdaptiveRule implements RefinementRule {
    /** −2ΔlnL of the 99 % contour, two parameters: leaves a margin around the 90 % contour for a minimum not yet found. */
    static final double CUT = 9.21;

    /** −2ΔlnL of the 90 % contour, two parameters. */
    static final double LEVEL_90 = 4.61;

    /** Best pixels always refined: many on the coarse first level, few below it. */
    static final int BEST_FIRST = 12;

    static final int BEST_LATER = 4;

    /** A pixel is small enough when this many lie across the radius of the 90 % region. */
    static final double PIXELS_PER_RADIUS = 6;

    private final SkyGrid grid;
    private final Optional<Pointing> pointing;

    public AdaptiveRule(SkyGrid grid, Optional<Pointing> pointing) {
        this.grid = grid;
        this.pointing = pointing;
    }

    @Override
    public Candidates first() {
        return ClassicRule.firstLevel(grid, pointing);
    }

    @Override
    public double[] thresholds(int level) {
        return new double[0];
    }

    @Override
    public Candidates refine(ScanView view, int level) {
        Candidates out = new Candidates(grid.levels());
        if (view.best() < 0) {
            return out;
        }
        double radius = radius90(view);
        for (int at = 0; at < grid.levels() - 1; at++) {
            boolean small = Math.sqrt(grid.pixelArea(at)) <= radius / PIXELS_PER_RADIUS;
            refineLevel(view, at, small ? Double.NEGATIVE_INFINITY : best(view) + CUT / 2, out);
        }
        return out;
    }

    private static double best(ScanView view) {
        return view.table().llh(view.best());
    }

    /** Splits what is below the cut, with its neighbours, and the best few, which lead to the minimum. */
    private void refineLevel(ScanView view, int level, double cut, Candidates out) {
        PixelTable table = view.table();
        double limit = Math.max(cut, ranked(view, level));
        long[] neighbours = new long[8];
        for (int row = 0; row < view.finished(); row++) {
            if (table.level(row) == level && table.llh(row) <= limit) {
                split(level, table.pixel(row), out);
                if (table.llh(row) <= cut) {
                    grid.neighbours(level, table.pixel(row), neighbours);
                    for (long neighbour : neighbours) {
                        if (neighbour >= 0 && view.find(level, neighbour) >= 0) {
                            split(level, neighbour, out);
                        }
                    }
                }
            }
        }
    }

    private void split(int level, long pixel, Candidates out) {
        grid.descendants(level, pixel, level + 1, child -> out.add(level + 1, child));
    }

    /** −ln L of the last of a level's best pixels. */
    private double ranked(ScanView view, int level) {
        double[] best = new double[level == 0 ? BEST_FIRST : BEST_LATER];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        for (int row = 0; row < view.finished(); row++) {
            double llh = view.table().llh(row);
            if (view.table().level(row) == level && llh < best[best.length - 1]) {
                int at = best.length - 1;
                while (at > 0 && best[at - 1] > llh) {
                    best[at] = best[at - 1];
                    at--;
                }
                best[at] = llh;
            }
        }
        double last = Double.NEGATIVE_INFINITY;
        for (double llh : best) {
            last = llh < Double.POSITIVE_INFINITY ? llh : last;
        }
        return last;
    }

    /** Radius of a disc as large as all leaves below the 90 % level, radians. */
    private double radius90(ScanView view) {
        PixelTable table = view.table();
        double limit = table.llh(view.best()) + LEVEL_90 / 2;
        double area = 0;
        for (int row = 0; row < view.finished(); row++) {
            if (table.llh(row) <= limit && leaf(view, row)) {
                area += grid.pixelArea(table.level(row));
            }
        }
        return Math.sqrt(area / Math.PI);
    }

    private boolean leaf(ScanView view, int row) {
        int level = view.table().level(row);
        if (level == grid.levels() - 1) {
            return true;
        }
        boolean[] refined = new boolean[1];
        grid.descendants(
                level, view.table().pixel(row), level + 1, child -> refined[0] |= view.find(level + 1, child) >= 0);
        return !refined[0];
    }
}
