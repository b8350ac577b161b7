package org.ewms.healpix.internal;

/** Points on the edge of a cell. */
public final class Outline {
    private Outline() {}

    /**
     * Writes 4 step unit vectors: from the northern corner by west, south and east, step points per edge.
     */
    public static void write(Grid g, long cell, int step, double[] out, int at) {
        int face = Place.face(cell);
        double x = Place.x(cell);
        double y = Place.y(cell);
        int a = at;
        for (int i = 0; i < step; i++, a += 3) {
            double d = (double) i / step;
            point(g, face, x + 1 - d, y + 1, out, a);
            point(g, face, x, y + 1 - d, out, a + 3 * step);
            point(g, face, x + d, y, out, a + 6 * step);
            point(g, face, x + 1, y + d, out, a + 9 * step);
        }
    }

    /** The unit vector of the point (x, y) of a face, in cells from its southern corner. */
    public static void point(Grid g, int face, double x, double y, double[] out, int at) {
        double n = g.realNside;
        double i = ((face >> 2) + 2) * n - x - y;
        double q = i < n ? i : i > 3 * n ? 4 * n - i : n;
        double k = Place.column(face) * q + (x - y);
        double phi = q > 0 ? k * Trig.QUARTER_PI / q : 0;
        double z = (2 * n - i) * g.beltStep;
        double s;
        if (q < n) {
            double t = q * q * g.capStep;
            s = Math.sqrt(t * (2 - t));
            z = i < n ? 1 - t : t - 1;
        } else {
            s = Math.sqrt((1 - z) * (1 + z));
        }
        Trig.onCircle(phi, s, out, at);
        out[at + 2] = z;
    }
}
