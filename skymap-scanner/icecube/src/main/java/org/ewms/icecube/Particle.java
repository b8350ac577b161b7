package org.ewms.icecube;

/**
 * {@code I3Particle}: a fitted or simulated track or cascade.
 *
 * @param direction where it comes from, IceCube local frame
 * @param position vertex, m
 * @param time at the vertex, ns
 * @param energy GeV, NaN if unknown
 * @param length m, NaN if unknown
 * @param speed m/ns
 * @param pdg particle code of the Particle Data Group; 0 unknown
 * @param shape {@link #INFINITE_TRACK}, {@link #CASCADE} or another of IceCube's numbers
 * @param fitStatus 0 if the fit went well
 */
public record Particle(
        Direction direction,
        Position position,
        double time,
        double energy,
        double length,
        double speed,
        int pdg,
        int shape,
        int fitStatus)
        implements FrameObject {
    /** Shape of a cascade. */
    public static final int CASCADE = 30;
    /** Shape of a track without ends. */
    public static final int INFINITE_TRACK = 40;
    /** The speed of light, m/ns. */
    public static final double SPEED_OF_LIGHT = 0.299792458;

    public boolean isTrack() {
        return shape == INFINITE_TRACK;
    }

    public boolean isCascade() {
        return shape == CASCADE;
    }
}
