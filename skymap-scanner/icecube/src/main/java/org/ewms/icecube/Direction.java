package org.ewms.icecube;

/**
 * A direction in the IceCube local frame: where the particle comes FROM.
 *
 * @param zenith radians, 0 (straight down-going) … π (straight up-going)
 * @param azimuth radians, 0 … 2π
 */
public record Direction(double zenith, double azimuth) {
    /** Component of the unit vector the particle travels along. */
    public double travelX() {
        return -StrictMath.sin(zenith) * StrictMath.cos(azimuth);
    }

    /** Component of the unit vector the particle travels along. */
    public double travelY() {
        return -StrictMath.sin(zenith) * StrictMath.sin(azimuth);
    }

    /** Component of the unit vector the particle travels along. */
    public double travelZ() {
        return -StrictMath.cos(zenith);
    }
}
