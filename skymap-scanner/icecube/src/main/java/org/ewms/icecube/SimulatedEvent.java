package org.ewms.icecube;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An event somebody made up, with the truth behind it.
 *
 * @param runId 100000 … 999999, as for real events
 * @param eventId ≥ 0
 * @param mjd when it starts, modified Julian date, UTC
 * @param eventType {@code HESE}, {@code EHE}, {@code ESTRES} or {@code neutrino}: how the alert introduces itself
 * @param pulses split in-ice pulses, not empty
 * @param truth what was simulated, by a name beginning with {@code MC}, such as {@code MCPrimary}
 * @param seed what the simulation's random numbers began with
 */
public record SimulatedEvent(
        int runId,
        int eventId,
        double mjd,
        String eventType,
        PulseSeries pulses,
        SortedMap<String, Particle> truth,
        long seed) {
    public SimulatedEvent {
        if (runId < 100_000 || runId > 999_999) {
            throw new IllegalArgumentException("runId must be 100000 to 999999, is " + runId);
        }
        if (eventId < 0) {
            throw new IllegalArgumentException("eventId must not be negative, is " + eventId);
        }
        if (pulses.doms() == 0) {
            throw new IllegalArgumentException("pulses must not be empty: such an event would never be sent");
        }
        for (String name : truth.keySet()) {
            if (!name.startsWith("MC")) {
                throw new IllegalArgumentException("truth must have names beginning with MC, has " + name);
            }
        }
        new LocalFrame(mjd); // refuses dates that no reader could use
        truth = Collections.unmodifiableSortedMap(new TreeMap<>(truth));
    }
}
