package org.ewms.skymap.internal.plot;

import org.jspecify.annotations.Nullable;

/** Between unit vectors and a plane with y up and east to the left. */
interface Projection {
    /** The point of a direction, or null when it is not on the map. */
    double @Nullable [] plane(double[] direction);

    /** The direction of a point, or null when the point is outside the map. */
    double @Nullable [] direction(double x, double y);
}
