package org.ewms.healpix.internal;

/** The largest distance of a point of a cell from the cell's centre. */
public final class Radius {
    private Radius() {}

    /**
     * An upper limit for any square of a base cell, its side in units of the base cell's side. A fit from
     * above, to half a per cent, of what a search over squares in all places gives; a test repeats it.
     */
    static double ofSide(double side) {
        return side * (1.0692 - 0.2 * side);
    }

    /**
     * The radius at a side length: the cell whose western corner touches z = 2/3 on the edge of a base
     * cell is the longest, from its centre to its corner towards the pole.
     */
    public static double of(long nside) {
        double phi = Trig.QUARTER_PI / nside;
        double z = 1 - (1 - 1.0 / nside) * (1 - 1.0 / nside) / 3;
        double s = Math.sqrt((1 - z) * (1 + z));
        double dz = 2.0 / 3 - z;
        double ds = Math.sqrt(5.0 / 9) - s;
        double half = Trig.sin(0.5 * phi);
        double hav = 0.25 * (dz * dz + ds * ds) + s * Math.sqrt(5.0 / 9) * half * half;
        return Trig.angleOfHaversine(hav) * (1 + 1e-9) + 1e-15;
    }
}
