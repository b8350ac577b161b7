package org.ewms.healpix.internal;

/** Refusals of bad input; each names the value. */
public final class Check {
    private Check() {}

    /** A colatitude in [0, pi] and a finite longitude. */
    public static void angle(double theta, double phi) {
        if (!(theta >= 0 && theta <= Math.PI && Math.abs(phi) <= Double.MAX_VALUE)) {
            throw badAngle(theta, phi);
        }
    }

    /** The colatitude of a latitude in [-pi/2, pi/2]. */
    public static double colatitude(double lat) {
        if (!(Math.abs(lat) <= Trig.HALF_PI)) {
            throw new IllegalArgumentException("latitude must lie in [-pi/2, pi/2] radians but is " + lat);
        }
        return Trig.HALF_PI - lat;
    }

    private static IllegalArgumentException badAngle(double theta, double phi) {
        return theta >= 0 && theta <= Math.PI
                ? new IllegalArgumentException("phi must be a finite angle in radians but is " + phi)
                : new IllegalArgumentException("theta must lie in [0, pi] radians but is " + theta);
    }

    /** z = cos(theta) in [-1, 1] and a finite longitude. */
    public static void height(double z, double phi) {
        if (!(Math.abs(z) <= 1 && Math.abs(phi) <= Double.MAX_VALUE)) {
            throw Math.abs(z) <= 1
                    ? badAngle(0, phi)
                    : new IllegalArgumentException("z must lie in [-1, 1] but is " + z);
        }
    }

    /** A radius that is not negative and not above pi by more than rounding. */
    public static void radius(double radius) {
        if (!(radius >= 0 && radius <= Double.MAX_VALUE)) {
            throw new IllegalArgumentException("radius must be a finite angle of 0 or more radians but is " + radius);
        }
    }

    /** A pixel number of a grid. */
    public static void pixel(Grid g, long pix) {
        if (pix < 0 || pix >= g.npix) {
            throw new IllegalArgumentException(
                    "pixel must lie in [0, " + g.npix + ") at nside " + g.nside + " but is " + pix);
        }
    }

    /** A grid that has the NESTED numbering. */
    public static void nested(Grid g) {
        if (g.order < 0) {
            throw new IllegalArgumentException(
                    "NESTED numbering needs nside to be a power of two but it is " + g.nside);
        }
    }

    /** A pixel number of a grid that has the NESTED numbering. */
    public static void nestedPixel(Grid g, long pix) {
        nested(g);
        pixel(g, pix);
    }

    /** The length of a vector, which must be finite and above 0. */
    public static double length(double x, double y, double z) {
        double square = Math.fma(x, x, Math.fma(y, y, z * z));
        if (!(square > 1e-290 && square < 1e290)) {
            throw new IllegalArgumentException(
                    "a vector needs a finite length above 0 but is (" + x + ", " + y + ", " + z + ")");
        }
        return Math.sqrt(square);
    }
}
