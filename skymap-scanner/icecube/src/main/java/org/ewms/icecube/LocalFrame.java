package org.ewms.icecube;

import org.ewms.icecube.internal.sky.SkyRotation;

/**
 * The IceCube local frame at one moment, and how it maps to the J2000 sky: Earth rotation, precession and nutation (IAU
 * 2006/2000A) and the aberration of light. The observer is the one of IceCube's own conversion: latitude −89.9944°,
 * longitude −62.6081°, height 0, UT1 = UTC, no polar motion, no refraction. Deflection of light by the Sun (below 2″) is
 * left out.
 *
 * <p>Preparing one costs about a millisecond, a conversion well under a microsecond. Immutable, safe for any number of
 * threads. Both conversions are exact inverses of each other up to rounding, and give the same bits on every machine.
 */
public final class LocalFrame {
    /** Before 1970 there was no detector and no leap second table; after 2100 the table is a guess. */
    private static final double FIRST_MJD = 40_587;

    private static final double LAST_MJD = 88_069;

    private final double mjd;
    private final SkyRotation rotation;

    /**
     * The frame at a moment.
     *
     * @param mjd modified Julian date, UTC, days
     * @throws IllegalArgumentException if the date is not between 1970 and 2100
     */
    public LocalFrame(double mjd) {
        if (!(mjd >= FIRST_MJD && mjd <= LAST_MJD)) {
            throw new IllegalArgumentException("mjd must be between " + FIRST_MJD + " (1970) and " + LAST_MJD
                    + " (2100), is " + mjd + ": use the modified Julian date, UTC, in days");
        }
        this.mjd = mjd;
        this.rotation = SkyRotation.at(mjd);
    }

    /** The moment, modified Julian date, UTC, days. */
    public double mjd() {
        return mjd;
    }

    /**
     * The axes x, y, z of the frame in celestial coordinates (J2000), one after the other: the rows of the matrix that turns the direction
     * in which a star is seen, aberration included, into the local frame. Nine numbers.
     */
    public double[] axes() {
        return rotation.axes();
    }

    /** The observer's velocity in celestial coordinates (J2000), in units of the speed of light: what aberration is told by. Three numbers. */
    public double[] velocity() {
        return rotation.velocity();
    }

    /** The local direction light from this point of the sky comes from. Angles in radians, J2000. */
    public Direction toLocal(double ra, double dec) {
        return rotation.toLocal(ra, dec);
    }

    /** The point of the sky (J2000) a particle with this local direction comes from. */
    public Equatorial toJ2000(Direction local) {
        return rotation.toJ2000(local);
    }
}
