package org.ewms.scanner.internal;

import java.time.Duration;

/**
 * When to suspect that the broker has lost messages: no result for as long as the patience. After each suspicion the patience doubles, so that
 * fits that are only slow are not sent again and again. Times are {@link System#nanoTime}.
 */
final class Standstill {
    /** A broker that cannot tell what pilots hold gives less reason for suspicion, so it is given this many times the patience. */
    static final int DOUBT = 10;

    private long patience;
    private long quietSince;
    private long looked;

    Standstill(Duration patience, long now) {
        this.patience = patience.toNanos();
        this.quietSince = now;
        this.looked = now;
    }

    /** A result came. */
    void progress(long now) {
        quietSince = now;
    }

    /** Whether it is time to ask the broker: not again and again while pilots are busy with slow fits. */
    boolean due(long now) {
        return now - Math.max(quietSince, looked) >= patience;
    }

    /** Whether messages must be lost: none is left on the queue, nor, as far as the broker tells, with pilots. */
    boolean lost(long now, long ready, long unsettled) {
        looked = now;
        boolean told = unsettled >= 0;
        return ready == 0 && unsettled <= 0 && now - quietSince >= (told ? patience : DOUBT * patience);
    }

    /** What was missing has been sent again. */
    void resent(long now) {
        quietSince = now;
        patience *= 2;
    }
}
