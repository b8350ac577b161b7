package org.ewms.icecube;

/**
 * A direction on the sky, J2000 (ICRS).
 *
 * @param ra right ascension, radians, 0 … 2π
 * @param dec declination, radians, −π/2 … π/2
 */
public record Equatorial(double ra, double dec) {}
