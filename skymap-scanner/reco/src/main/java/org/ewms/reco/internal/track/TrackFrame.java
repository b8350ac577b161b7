package org.ewms.reco.internal.track;

import org.ewms.icecube.Direction;
import org.ewms.icecube.Position;

/**
 * Orthonormal axes of a track: where it goes, and two across; the second one across is horizontal, so only the first has a vertical component.
 *
 * @param dx direction of travel
 * @param ax first axis across, pointing up as far as it can: its z is sin(zenith)
 * @param bx second axis across; its z is 0
 */
public record TrackFrame(double dx, double dy, double dz, double ax, double ay, double az, double bx, double by) {
    public static TrackFrame of(Direction from) {
        double sinZenith = StrictMath.sin(from.zenith());
        double cosZenith = StrictMath.cos(from.zenith());
        double sinAzimuth = StrictMath.sin(from.azimuth());
        double cosAzimuth = StrictMath.cos(from.azimuth());
        return new TrackFrame(
                -sinZenith * cosAzimuth,
                -sinZenith * sinAzimuth,
                -cosZenith,
                -cosZenith * cosAzimuth,
                -cosZenith * sinAzimuth,
                sinZenith,
                -sinAzimuth,
                cosAzimuth);
    }

    /** The point displaced by (a, b) across and l along. */
    public Position moved(Position from, double a, double b, double l) {
        return from.plus(a * ax + b * bx + l * dx, a * ay + b * by + l * dy, a * az + l * dz);
    }
}
