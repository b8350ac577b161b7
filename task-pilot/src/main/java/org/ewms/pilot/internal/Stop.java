package org.ewms.pilot.internal;

import java.time.Duration;
import org.ewms.pilot.StopReason;

/** Why the pilot stops, and how. */
public sealed interface Stop {
    /** How long running tasks may go on. */
    Duration grace();

    /** As meant. */
    record Orderly(StopReason reason, Duration grace) implements Stop {}

    /** The broker stayed away, a queue does not exist, or the pilot itself is broken: what runs now could not be delivered. */
    record Broken(Throwable cause) implements Stop {
        @Override
        public Duration grace() {
            return Duration.ZERO;
        }
    }
}
