package org.ewms.scan;

/**
 * Restricts a scan's first level to a disc.
 *
 * @param ra right ascension, J2000, radians
 * @param dec declination, J2000, radians
 * @param radius radians; pixels whose centre is closer than this to the centre of the pixel at (ra, dec) are scanned
 */
public record Pointing(double ra, double dec, double radius) {
    public Pointing {
        if (!(ra >= 0 && ra <= 2 * Math.PI)) {
            throw new IllegalArgumentException("pointing: right ascension must be 0..2π radians, is " + ra);
        }
        if (!(Math.abs(dec) <= Math.PI / 2)) {
            throw new IllegalArgumentException("pointing: declination must be −π/2..π/2 radians, is " + dec);
        }
        if (!(radius > 0 && radius <= Math.PI)) {
            throw new IllegalArgumentException("pointing: radius must be in (0, π] radians, is " + radius);
        }
    }
}
