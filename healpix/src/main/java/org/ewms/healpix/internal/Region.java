package org.ewms.healpix.internal;

import org.ewms.healpix.PixelRanges;

/**
 * A part of the sky, as the descent through the cells asks about it. It is made for one {@link Levels}, so
 * that it can work out its limits for each level once.
 */
public interface Region {
    /** An answer: nothing of the block is inside. */
    long OUTSIDE = 0;
    /** An answer: all of the block is inside. */
    long INSIDE = -1;
    /** What a descent starts with: the answer that knows nothing. */
    long ALL = Long.MAX_VALUE;

    /**
     * What is known of the directions within {@link Levels#radius} of the unit vector (x, y, z): {@link #OUTSIDE},
     * {@link #INSIDE}, or any other number when it is not known. Such a number is handed back as {@code parts} when
     * the blocks within are asked about, so that a region may note which of its edges are near.
     */
    long cover(int level, long parts, double x, double y, double z);

    /** True when the unit vector lies inside; {@code v} has three elements. */
    boolean contains(double[] v);

    /** True when the centre of a cell lies inside; {@code v} is three elements of scratch. */
    default boolean holds(Grid g, long place, double[] v) {
        Centre.vector(g, place, v, 0);
        return contains(v);
    }

    /**
     * What is known of cell (x, y) of a face, whose centre is outside: {@link #INSIDE} when it has points
     * inside, {@link #OUTSIDE} when it has none, else another number. The default does not know.
     */
    default long touches(Grid g, int face, long x, long y) {
        return ALL;
    }

    /** Appends the RING numbers of the cells whose centres are inside, or nothing and answers false where there is no way but the descent. */
    default boolean rows(Grid g, PixelRanges out) {
        return false;
    }
}
