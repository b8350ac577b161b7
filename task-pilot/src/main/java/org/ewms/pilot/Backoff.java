package org.ewms.pilot;

import java.time.Duration;

/**
 * How long a failed event rests before its next attempt: {@code first} after attempt 1, doubled after every further attempt, at most
 * {@code max}.
 *
 * @param first rest after the first failed attempt; zero retries at once
 * @param max upper limit, not below {@code first}
 */
public record Backoff(Duration first, Duration max) {
    public Backoff {
        if (first.isNegative()) {
            throw new IllegalArgumentException("first must not be negative, is " + first);
        }
        if (max.compareTo(first) < 0) {
            throw new IllegalArgumentException("max must not be below first (" + first + "), is " + max);
        }
    }

    /** 1 s, 2 s, 4 s, … at most 5 min. */
    public static Backoff defaults() {
        return new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5));
    }

    /** Retries at once, always. */
    public static Backoff none() {
        return new Backoff(Duration.ZERO, Duration.ZERO);
    }

    /** @param attempt number of the attempt that failed, 1 for the first */
    public Duration after(int attempt) {
        if (attempt < 1) {
            throw new IllegalArgumentException("attempt must be at least 1, is " + attempt);
        }
        Duration delay = first;
        for (int i = 1; i < attempt && !delay.isZero() && delay.compareTo(max) < 0; i++) {
            delay = delay.multipliedBy(2);
        }
        return delay.compareTo(max) > 0 ? max : delay;
    }
}
