package org.ewms.reco.simulation;

import org.ewms.icecube.Direction;
import org.ewms.icecube.PulseSeries;
import org.ewms.reco.Vertex;

/**
 * A simulated event.
 *
 * @param kind what it was
 * @param direction where the particle came from, local frame
 * @param vertex track: the point of the track nearest to the place it was aimed at; cascade: the shower; energy in GeV (of the muon, or
 *     deposited)
 * @param pulses all light, noise too
 * @param seed what the random numbers began with
 */
public record Simulated(Kind kind, Direction direction, Vertex vertex, PulseSeries pulses, long seed) {
    /** What passes through the detector. */
    public enum Kind {
        TRACK,
        CASCADE
    }
}
