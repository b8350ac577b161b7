package org.ewms.skymap.internal.plot;

import org.jspecify.annotations.Nullable;

/** Between unit vectors and a plane with y up and east to the left. */
interface Projection {
    /** The point of a direction, or null when it is not on the map. */
    double @Nullable [] plane(double[] direction);

    /** The direction of a point, or null when the point is outside the map. */
    double @Nullable [] direction(double x, double y);

    /**
     * Where a short line between two directions of the map is torn because the map ends and begins again on the other side: the point
     * where it leaves and the one where it comes back; null when it stays whole.
     */
    default double @Nullable [][] seam(double[] from, double[] to) {
        return null;
    }
}
