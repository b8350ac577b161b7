package org.ewms.healpix;

/** Celestial frames with fixed axes, as a {@link Rotation} knows them. */
public enum Frame {
    /** Right ascension and declination, ICRS (J2000 to 0.02 arc seconds). */
    EQUATORIAL,
    /** Galactic longitude and latitude, Hipparcos Catalogue (ESA SP-1200), section 1.5.3. */
    GALACTIC,
    /** Ecliptic longitude and latitude, mean ecliptic and equinox J2000, obliquity 84381.406 arc seconds (IAU 2006). */
    ECLIPTIC
}
