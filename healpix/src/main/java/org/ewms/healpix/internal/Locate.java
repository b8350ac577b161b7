package org.ewms.healpix.internal;

/** The cell that contains a direction. Formulas: Gorski et al. 2005, ApJ 622, 759, section 5.2. */
public final class Locate {
    private static final double TWO_THIRDS = 2.0 / 3;
    static final double PER_QUARTER_TURN = 0.6366197723675814;
    /** Beyond this |z| the distance from the pole is taken from sin(theta): 1 - |z| has lost digits. */
    public static final double POLAR = 0.99;

    private Locate() {}

    /** RING number of a direction; sine = sin(theta) is looked at only where |z| is above {@link #POLAR}. */
    public static long ring(Grid g, double z, double phi, double sine) {
        double turns = quarterTurns(phi);
        double up = Math.abs(z);
        if (up <= TWO_THIRDS) {
            return ringInBelt(g, turns, z);
        }
        double fromPole = fromPole(g, up, sine);
        int face = (int) turns;
        double inFace = turns - face;
        long jp = (long) (inFace * fromPole);
        long jm = (long) ((1 - inFace) * fromPole);
        long i = jp + jm + 1;
        if (i >= g.nside) {
            return Place.ringOfFace(g, capFace(g, face, z, jp, jm));
        }
        return z > 0 ? 2 * i * (i - 1) + face * i + jp : g.npix - 2 * i * (i + 1) + face * i + jp;
    }

    /** NESTED number of a direction. */
    public static long nest(Grid g, double z, double phi, double sine) {
        double turns = quarterTurns(phi);
        double up = Math.abs(z);
        if (up <= TWO_THIRDS) {
            return nestInBelt(g, turns, z);
        }
        double fromPole = fromPole(g, up, sine);
        int face = (int) turns;
        double inFace = turns - face;
        long jp = (long) (inFace * fromPole);
        long jm = (long) ((1 - inFace) * fromPole);
        return Place.nestOfFace(g, capFace(g, face, z, jp, jm));
    }

    private static long ringInBelt(Grid g, double turns, double z) {
        double a = g.realNside * (0.5 + turns);
        double b = g.realNside * z * 0.75;
        long jp = (long) (a - b);
        long jm = (long) (a + b);
        long i = jp - jm + 2 * g.nside;
        long j = (jp + jm + 1 - g.nside) >> 1;
        if (j >= g.belt) {
            j -= g.belt;
        }
        return g.ncap + (i - g.nside) * g.belt + j;
    }

    private static long nestInBelt(Grid g, double turns, double z) {
        double a = g.realNside * (0.5 + turns);
        double b = g.realNside * z * 0.75;
        return Place.nestOfFace(g, Place.faceOfLines(g, (long) (a - b), (long) (a + b)));
    }

    /** Distance from the pole in rings, sqrt(3 (1 - |z|)) nside. */
    private static double fromPole(Grid g, double up, double sine) {
        return up > POLAR ? g.realNside * sine / Math.sqrt((1 + up) / 3) : g.realNside * Math.sqrt(3 * (1 - up));
    }

    private static long capFace(Grid g, int face, double z, long jp, long jm) {
        // Rounding may put a point of the cap's rim on the line itself.
        long p = Math.min(jp, g.nside - 1);
        long m = Math.min(jm, g.nside - 1);
        return z > 0 ? Place.pack(face, g.nside - 1 - m, g.nside - 1 - p) : Place.pack(face + 8, p, m);
    }

    /** phi in quarter turns, in [0, 4). */
    static double quarterTurns(double phi) {
        double t = phi * PER_QUARTER_TURN;
        return t >= 0 && t < 4 ? t : wrap(t);
    }

    private static double wrap(double t) {
        double r = t % 4;
        double up = r < 0 ? r + 4 : r;
        return up == 4 ? 0 : up;
    }
}
