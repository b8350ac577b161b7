package org.ewms.healpix.internal;

import java.util.Arrays;

/**
 * The halvings from a base cell down to the cells of a grid, and some more within a cell to see whether a
 * region touches it.
 */
public final class Levels {
    /** Halvings within a cell: a region may miss a cell by 1/128 of its side and still be taken to touch it. */
    static final int WITHIN_CELL = 7;

    private final double[] radii;
    /** sin and cos of half the radii. */
    private final double[] sines;

    private final double[] cosines;
    private final int cell;

    /** The levels of a grid. */
    public Levels(Grid g) {
        cell = 64 - Long.numberOfLeadingZeros(g.nside - 1);
        radii = new double[cell + WITHIN_CELL + 1];
        long side = g.nside;
        for (int k = 0; k <= cell; k++) {
            radii[k] = Radius.ofSide(side / g.realNside);
            side = (side + 1) / 2;
        }
        for (int k = cell + 1; k < radii.length; k++) {
            radii[k] = Radius.ofSide(1 / (g.realNside * (1L << (k - cell))));
        }
        sines = Arrays.stream(radii).map(r -> Trig.sin(0.5 * r)).toArray();
        cosines = Arrays.stream(radii).map(r -> Trig.cos(0.5 * r)).toArray();
    }

    /** The number of levels. */
    public int count() {
        return radii.length;
    }

    /** The level of single cells. */
    public int cell() {
        return cell;
    }

    /** The largest distance of a point of a block of this level from the block's middle, in radians. */
    public double radius(int level) {
        return radii[level];
    }

    /** sin of half the radius of a level. */
    double halfSine(int level) {
        return sines[level];
    }

    /** cos of half the radius of a level. */
    double halfCosine(int level) {
        return cosines[level];
    }
}
