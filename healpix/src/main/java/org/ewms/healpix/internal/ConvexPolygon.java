package org.ewms.healpix.internal;

import org.ewms.healpix.PixelRanges;

/** A polygon that is the common part of the half-spheres on the inner sides of its edges: no crossings to count. */
final class ConvexPolygon implements Region {
    private final int n;
    /** Unit normals of the edges, pointing inwards. */
    private final double[] inward;
    /** Unit vectors within the edge's plane, pointing into the arc at either end. */
    private final double[] ahead;

    private final double[] back;
    /** Unit vectors of the corners. */
    private final double[] corner;

    private final Levels levels;

    ConvexPolygon(double[] inward, double[] ahead, double[] back, double[] corner, Levels levels) {
        this.n = inward.length / 3;
        this.inward = inward;
        this.ahead = ahead;
        this.back = back;
        this.corner = corner;
        this.levels = levels;
    }

    /**
     * Edges whose half-sphere holds all of a block need not be looked at within it: the others make up the answer. A
     * block that is near the circles of edges but near none of the arcs is outside, beyond a corner.
     */
    @Override
    public long cover(int level, long parts, double x, double y, double z) {
        double radius = levels.radius(level) * (1 + 1e-9) + 1e-15;
        long near = 0;
        boolean met = false;
        for (int i = 0; i < n; i++) {
            long bit = 1L << i % Polygon.BITS;
            if ((parts & bit) != 0) {
                double depth = Polygon.dot(inward, 3 * i, x, y, z);
                if (depth < -radius) {
                    return OUTSIDE;
                }
                if (depth <= radius) {
                    near |= bit;
                    met |= Polygon.dot(ahead, 3 * i, x, y, z) >= -radius
                            && Polygon.dot(back, 3 * i, x, y, z) >= -radius;
                }
            }
        }
        return near == 0 ? INSIDE : met ? near : OUTSIDE;
    }

    @Override
    public boolean contains(double[] v) {
        double least = 0;
        for (int e = 0; e < 3 * n; e += 3) {
            least = Math.min(least, Polygon.dot(inward, e, v[0], v[1], v[2]));
        }
        return least >= 0;
    }

    @Override
    public boolean rows(Grid g, PixelRanges out) {
        return ConvexRows.write(g, this, inward, new double[][] {ahead, back}, corner, out);
    }
}
