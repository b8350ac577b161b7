package org.ewms.healpix.internal;

/** Coordinates of cell centres from their {@link Place}. */
public final class Centre {
    private Centre() {}

    /** cos(theta) of ring i. */
    public static double z(Grid g, long i) {
        if (i < g.nside) {
            return 1 - (double) i * i * g.capStep;
        }
        if (i <= 3 * g.nside) {
            return (2 * g.nside - i) * g.beltStep;
        }
        long s = 4 * g.nside - i;
        return (double) s * s * g.capStep - 1;
    }

    /** sin(theta) of ring i, accurate next to the poles. */
    public static double sine(Grid g, long i) {
        if (i >= g.nside && i <= 3 * g.nside) {
            double z = (2 * g.nside - i) * g.beltStep;
            return Math.sqrt((1 - z) * (1 + z));
        }
        double s = i < g.nside ? i : 4 * g.nside - i;
        double t = s * s * g.capStep;
        return Math.sqrt(t * (2 - t));
    }

    /** theta of ring i in radians. */
    public static double theta(Grid g, long i) {
        if (i < g.nside) {
            return 2 * Trig.asinSmall(i * g.capHalfSine);
        }
        if (i <= 3 * g.nside) {
            return Trig.acos((2 * g.nside - i) * g.beltStep);
        }
        return Math.PI - (2 * Trig.asinSmall((4 * g.nside - i) * g.capHalfSine) - Trig.PI_LOW);
    }

    /** phi of a place in radians, in [0, 2 pi). */
    public static double phi(Grid g, long place) {
        return Place.eighths(place) * Trig.QUARTER_PI / g.quarter(Place.ring(place));
    }

    /** Writes the unit vector of a place. */
    public static void vector(Grid g, long place, double[] out, int at) {
        long i = Place.ring(place);
        double s = sine(g, i);
        long q = g.quarter(i);
        long octants = Place.eighths(place) + q;
        // Quarter turns with phi - turn * pi/2 within pi/4, folded in integers so that no bits are lost.
        int turn = octants < 4 * q ? (octants < 2 * q ? 0 : 1) : octants < 6 * q ? 2 : octants < 8 * q ? 3 : 4;
        double y = (Place.eighths(place) - 2 * turn * q) * Trig.QUARTER_PI / q;
        double sin = s * Trig.sinNear(y, 0);
        double cos = s * Trig.cosNear(y, 0);
        boolean odd = (turn & 1) == 1;
        double a = odd ? -sin : cos;
        double b = odd ? cos : sin;
        boolean half = (turn & 2) == 2;
        out[at] = half ? -a : a;
        out[at + 1] = half ? -b : b;
        out[at + 2] = z(g, i);
    }
}
