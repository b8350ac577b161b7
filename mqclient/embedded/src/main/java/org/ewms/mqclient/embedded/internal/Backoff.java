package org.ewms.mqclient.embedded.internal;

import java.time.Duration;

/** Waits between attempts: 20 ms doubling to 1 s. */
final class Backoff {
    private static final long MAX_MILLIS = 1_000;
    private long millis = 20;

    /** The next wait, cut to what is left. */
    Duration next(Duration left) {
        long wait = millis;
        millis = Math.min(MAX_MILLIS, 2 * millis);
        return Duration.ofMillis(Math.max(1, Math.min(wait, left.toMillis())));
    }
}
