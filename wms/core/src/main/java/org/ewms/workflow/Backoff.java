package org.ewms.workflow;

import java.time.Duration;

/**
 * How long a failing workflow waits before it is tried again: doubling, with "full jitter" above half, so that many do not return
 * together.
 *
 * @param first the longest wait after one failure
 * @param longest never waits longer
 */
public record Backoff(Duration first, Duration longest) {
    public static final Backoff DEFAULT = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(1));

    public Backoff {
        if (first.isNegative() || first.isZero() || longest.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "back-off must be 0 < first <= longest, is first " + first + ", longest " + longest);
        }
    }

    /**
     * The wait after the n-th failure in a row (n ≥ 1).
     *
     * @param chance in [0, 1), chosen at random
     */
    public Duration delay(int failures, double chance) {
        if (failures < 1 || !(chance >= 0 && chance < 1)) {
            throw new IllegalArgumentException(
                    "failures must be >= 1 and chance in [0, 1), are " + failures + ", " + chance);
        }
        double ceiling =
                Math.min((double) longest.toNanos(), first.toNanos() * Math.pow(2, Math.min(failures - 1, 60)));
        return Duration.ofNanos((long) (ceiling * (0.5 + chance / 2)));
    }
}
