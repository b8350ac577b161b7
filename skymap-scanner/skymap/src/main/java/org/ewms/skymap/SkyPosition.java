package org.ewms.skymap;

/**
 * A direction, J2000 equatorial.
 *
 * @param raDeg right ascension, degrees, 0 … 360
 * @param decDeg declination, degrees, −90 … 90
 */
public record SkyPosition(double raDeg, double decDeg) {
    public SkyPosition {
        if (!(raDeg >= 0 && raDeg <= 360)) {
            throw new IllegalArgumentException("right ascension " + raDeg + " is not in 0 … 360 degrees");
        }
        if (!(decDeg >= -90 && decDeg <= 90)) {
            throw new IllegalArgumentException("declination " + decDeg + " is not in -90 … 90 degrees");
        }
    }

    /** The direction of a vector of any length but zero. */
    public static SkyPosition of(double[] vector) {
        double ra = Math.toDegrees(Math.atan2(vector[1], vector[0]));
        double dec = Math.toDegrees(Math.atan2(vector[2], Math.hypot(vector[0], vector[1])));
        return new SkyPosition(ra < 0 ? Math.min(ra + 360, Math.nextDown(360.0)) : ra, dec);
    }

    /** Unit vector. */
    public double[] vector() {
        double ra = Math.toRadians(raDeg);
        double dec = Math.toRadians(decDeg);
        return new double[] {Math.cos(dec) * Math.cos(ra), Math.cos(dec) * Math.sin(ra), Math.sin(dec)};
    }

    /** Angle to another direction, degrees, exact for small ones. */
    public double distanceDeg(SkyPosition other) {
        double[] a = vector();
        double[] b = other.vector();
        double x = a[1] * b[2] - a[2] * b[1];
        double y = a[2] * b[0] - a[0] * b[2];
        double z = a[0] * b[1] - a[1] * b[0];
        return Math.toDegrees(Math.atan2(Math.sqrt(x * x + y * y + z * z), a[0] * b[0] + a[1] * b[1] + a[2] * b[2]));
    }
}
