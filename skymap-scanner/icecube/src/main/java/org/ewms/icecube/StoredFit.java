package org.ewms.icecube;

import java.util.OptionalDouble;

/**
 * A reconstruction somebody else made and stored with the event.
 *
 * @param name for instance {@code HESE_SPEFit2} or {@code l2_online_SplineMPE}
 * @param particle where the fit says it was and came from
 * @param minusLogL −ln L of the fit, if stored beside it
 */
public record StoredFit(String name, Particle particle, OptionalDouble minusLogL) {
    /** Radians, local frame, where it comes from. */
    public double zenith() {
        return particle.direction().zenith();
    }

    /** Radians, local frame, where it comes from. */
    public double azimuth() {
        return particle.direction().azimuth();
    }
}
