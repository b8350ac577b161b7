package org.ewms.healpix.internal;

/**
 * A polygon of great-circle arcs, even-odd: a direction is inside when the way from it to the antipode of
 * the corners' mean crosses an odd number of edges. Convex, concave and self-crossing ones will do.
 */
public final class Polygon {
    /** Edges have a bit each in answers about blocks; beyond so many, some share theirs. */
    static final int BITS = 63;

    private final int n;
    /** Unit vectors of the corners. */
    private final double[] corner;
    /** Unit normals of the edges. */
    private final double[] normal;
    /** Unit vectors within the edge's plane, pointing into the arc at either end. */
    private final double[] ahead;

    private final double[] back;
    /** normal . mean of each edge. */
    private final double[] toMean;

    private final double[] mean = new double[3];

    /**
     * A polygon with at least three corners as unit vectors, one after another.
     *
     * @throws IllegalArgumentException when neighbouring corners coincide or are antipodes, or all cancel
     */
    public Polygon(double[] corners) {
        this.n = corners.length / 3;
        this.corner = corners;
        this.normal = new double[3 * n];
        this.ahead = new double[3 * n];
        this.back = new double[3 * n];
        this.toMean = new double[n];
        for (int i = 0; i < corners.length; i++) {
            mean[i % 3] += corners[i];
        }
        if (!normalise(mean, 0)) {
            throw new IllegalArgumentException(
                    "the corners of the polygon cancel: split it into parts smaller than a hemisphere");
        }
        for (int i = 0; i < n; i++) {
            edge(3 * i, 3 * ((i + 1) % n));
        }
    }

    private void edge(int p, int q) {
        cross(corner, p, corner, q, normal, p);
        if (!normalise(normal, p)) {
            throw new IllegalArgumentException(
                    "corners " + p / 3 + " and " + q / 3 + " of the polygon coincide or are antipodes");
        }
        cross(normal, p, corner, p, ahead, p);
        cross(corner, q, normal, p, back, p);
        toMean[p / 3] = dot(normal, p, mean[0], mean[1], mean[2]);
    }

    private static void cross(double[] a, int i, double[] b, int j, double[] out, int at) {
        // (a - b) x b = a x b, but keeps its digits when a and b are close.
        double x = a[i] - b[j];
        double y = a[i + 1] - b[j + 1];
        double z = a[i + 2] - b[j + 2];
        out[at] = y * b[j + 2] - z * b[j + 1];
        out[at + 1] = z * b[j] - x * b[j + 2];
        out[at + 2] = x * b[j + 1] - y * b[j];
    }

    /** False when there is hardly any length to divide by. */
    private static boolean normalise(double[] v, int at) {
        double length = Math.sqrt(dot(v, at, v[at], v[at + 1], v[at + 2]));
        for (int k = 0; k < 3; k++) {
            v[at + k] /= length;
        }
        return length > 1e-15;
    }

    static double dot(double[] a, int i, double x, double y, double z) {
        return Math.fma(a[i], x, Math.fma(a[i + 1], y, a[i + 2] * z));
    }

    /** The region for a descent. */
    public Region at(Levels levels) {
        double[] inward = inward();
        if (isConvex(inward)) {
            return new ConvexPolygon(inward, ahead, back, corner, levels);
        }
        return new Region() {
            @Override
            public long cover(int level, long parts, double x, double y, double z) {
                long near = nearEdges(parts, levels.radius(level) * (1 + 1e-9) + 1e-15, x, y, z);
                return near != 0 ? near : inside(x, y, z) ? INSIDE : OUTSIDE;
            }

            @Override
            public boolean contains(double[] v) {
                return inside(v[0], v[1], v[2]);
            }
        };
    }

    private double[] inward() {
        double[] signed = normal.clone();
        for (int i = 0; i < signed.length; i++) {
            signed[i] = toMean[i / 3] < 0 ? -signed[i] : signed[i];
        }
        return signed;
    }

    /**
     * True when no corner lies on the outer side of an edge and the corners go round once. Should rounding say no, the
     * general way is right too.
     */
    private boolean isConvex(double[] inward) {
        double[] first = new double[3];
        cross(mean, 0, corner, 0, first, 0);
        int turns = 0;
        boolean before = true;
        for (int e = 0; e < 3 * n; e += 3) {
            for (int c = 0; c < 3 * n; c += 3) {
                boolean end = c == e || c == (e + 3) % (3 * n);
                if (!end && dot(inward, e, corner[c], corner[c + 1], corner[c + 2]) < 0) {
                    return false;
                }
            }
            // Seen from the mean, the corners after the first one lie on one side of it and then on the other.
            boolean here = dot(first, 0, corner[e], corner[e + 1], corner[e + 2]) >= 0;
            turns += e > 3 && here != before ? 1 : 0;
            before = here;
        }
        return turns <= 1;
    }

    /** The bits of the edges that may come close, of those in {@code parts}. */
    private long nearEdges(long parts, double near, double x, double y, double z) {
        long found = 0;
        for (int i = 0; i < n; i++) {
            long bit = 1L << i % BITS;
            if ((parts & bit) != 0 && Math.abs(dot(normal, 3 * i, x, y, z)) <= near && meets(3 * i, near, x, y, z)) {
                found |= bit;
            }
        }
        return found;
    }

    /** True when the arc may come closer to the vector than near (an angle; sines and chords are smaller). */
    private boolean meets(int e, double near, double x, double y, double z) {
        return dot(ahead, e, x, y, z) >= -near && dot(back, e, x, y, z) >= -near;
    }

    /** Crossings of the arc from v to -mean with the edges; h is the normal of that arc, mean x v. */
    private boolean inside(double x, double y, double z) {
        double hx = mean[1] * z - mean[2] * y;
        double hy = mean[2] * x - mean[0] * z;
        double hz = mean[0] * y - mean[1] * x;
        if (hx == 0 && hy == 0 && hz == 0) {
            return insideMean(x, y, z);
        }
        boolean odd = false;
        boolean last = dot(corner, 3 * (n - 1), hx, hy, hz) >= 0;
        int e = 3 * (n - 1);
        for (int p = 0; p < 3 * n; p += 3) {
            boolean here = dot(corner, p, hx, hy, hz) >= 0;
            if (here != last) {
                boolean side = dot(normal, e, x, y, z) >= 0;
                odd ^= side == here && side == toMean[e / 3] >= 0;
            }
            last = here;
            e = p;
        }
        return odd;
    }

    /** At the mean every meridian will do: the one of the axis least along it; at its antipode, outside. */
    private boolean insideMean(double x, double y, double z) {
        if (dot(mean, 0, x, y, z) < 0) {
            return false;
        }
        int axis = Math.abs(mean[0]) < 0.5 ? 0 : 1;
        double step = 1e-14;
        return inside(x + (axis == 0 ? step : 0), y + (axis == 1 ? step : 0), z);
    }
}
