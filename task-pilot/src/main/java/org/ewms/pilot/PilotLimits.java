package org.ewms.pilot;

import java.time.Duration;

/**
 * The times a pilot keeps to.
 *
 * @param firstIdle how long to wait for the first event
 * @param idle how long to wait for a further event, with none in hand
 * @param lifetime after which no more events are taken
 * @param drainGrace how long running tasks may go on once the pilot stops, before they are interrupted; may be zero
 * @param broker how long an absent broker is waited for, before the pilot gives up
 */
public record PilotLimits(Duration firstIdle, Duration idle, Duration lifetime, Duration drainGrace, Duration broker) {
    /** For idle times and lifetimes without limit. */
    public static final Duration NEVER = Duration.ofDays(36_500);

    public PilotLimits {
        positive("firstIdle", firstIdle);
        positive("idle", idle);
        positive("lifetime", lifetime);
        positive("broker", broker);
        if (drainGrace.isNegative() || drainGrace.compareTo(NEVER) > 0) {
            throw new IllegalArgumentException("drainGrace must be 0.." + NEVER + ", is " + drainGrace);
        }
    }

    /** No idle or lifetime limit, 30 s drain grace, 5 min for the broker. */
    public static PilotLimits defaults() {
        return new PilotLimits(NEVER, NEVER, NEVER, Duration.ofSeconds(30), Duration.ofMinutes(5));
    }

    public PilotLimits withFirstIdle(Duration value) {
        return new PilotLimits(value, idle, lifetime, drainGrace, broker);
    }

    public PilotLimits withIdle(Duration value) {
        return new PilotLimits(firstIdle, value, lifetime, drainGrace, broker);
    }

    public PilotLimits withLifetime(Duration value) {
        return new PilotLimits(firstIdle, idle, value, drainGrace, broker);
    }

    public PilotLimits withDrainGrace(Duration value) {
        return new PilotLimits(firstIdle, idle, lifetime, value, broker);
    }

    public PilotLimits withBroker(Duration value) {
        return new PilotLimits(firstIdle, idle, lifetime, drainGrace, value);
    }

    private static void positive(String key, Duration value) {
        if (value.isNegative() || value.isZero() || value.compareTo(NEVER) > 0) {
            throw new IllegalArgumentException(key + " must be above 0 and at most " + NEVER + ", is " + value);
        }
    }
}
