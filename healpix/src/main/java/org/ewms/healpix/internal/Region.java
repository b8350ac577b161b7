package org.ewms.healpix.internal;

/**
 * A part of the sky, as the descent through the cells asks about it. It is made for one {@link Levels}, so
 * that it can work out its limits for each level once.
 */
public interface Region {
    /** All of a block of cells is outside, is inside, or it is not known. */
    enum Cover {
        OUTSIDE,
        INSIDE,
        MAYBE
    }

    /**
     * What is known of the directions within {@link Levels#radius} of the unit vector (x, y, z); {@code
     * MAYBE} is always a right answer.
     */
    Cover cover(int level, double x, double y, double z);

    /** True when the unit vector lies inside; {@code v} has three elements. */
    boolean contains(double[] v);

    /** True when the centre of a cell lies inside; {@code v} is three elements of scratch. */
    default boolean holds(Grid g, long place, double[] v) {
        Centre.vector(g, place, v, 0);
        return contains(v);
    }

    /**
     * What is known of cell (x, y) of a face, whose centre is outside: {@code INSIDE} when it has points
     * inside, {@code OUTSIDE} when it has none. The default does not know.
     */
    default Cover touches(Grid g, int face, long x, long y) {
        return Cover.MAYBE;
    }
}
