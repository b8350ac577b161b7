package org.ewms.mqclient.adapter;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Waits between attempts: 20 ms doubling to 1 s. */
public final class Backoff {
    private static final long MAX_MILLIS = 1_000;
    private long millis = 20;

    /** Sleeps for the next wait, cut to what is left. */
    public void pause(Duration left) throws InterruptedException {
        long wait = millis;
        millis = Math.min(MAX_MILLIS, 2 * millis);
        TimeUnit.MILLISECONDS.sleep(Math.max(1, Math.min(wait, left.toMillis())));
    }
}
