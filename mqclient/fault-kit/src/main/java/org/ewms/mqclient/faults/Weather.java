package org.ewms.mqclient.faults;

import java.time.Duration;
import java.util.Random;

/**
 * How a network treats what passes, in each direction.
 *
 * @param delay what every byte is late, at least
 * @param jitter added to that, evenly spread from nothing up to this; order is kept
 * @param lossPercent chance, 0..100, that a piece is lost and sent again: it, and all behind it, are late by {@link #RETRANSMISSION} more
 * @param bytesPerSecond what passes per second at most, 0 for no limit
 */
public record Weather(Duration delay, Duration jitter, int lossPercent, long bytesPerSecond) {
    /** What TCP waits at least before it sends a lost packet again. */
    public static final Duration RETRANSMISSION = Duration.ofMillis(200);

    public Weather {
        if (delay.isNegative() || jitter.isNegative()) {
            throw new IllegalArgumentException(
                    "delay and jitter must not be negative, are " + delay + " and " + jitter);
        }
        if (lossPercent < 0 || lossPercent > 100) {
            throw new IllegalArgumentException("lossPercent must be 0..100, is " + lossPercent);
        }
        if (bytesPerSecond < 0) {
            throw new IllegalArgumentException("bytesPerSecond must not be negative, is " + bytesPerSecond);
        }
    }

    /** Nothing is late. */
    public static Weather calm() {
        return new Weather(Duration.ZERO, Duration.ZERO, 0, 0);
    }

    /** Late by {@code delay} to {@code delay + jitter}. */
    public static Weather late(Duration delay, Duration jitter) {
        return new Weather(delay, jitter, 0, 0);
    }

    /** Nothing is late, and little passes. */
    public static Weather narrow(long bytesPerSecond) {
        return new Weather(Duration.ZERO, Duration.ZERO, 0, bytesPerSecond);
    }

    public Weather withLossPercent(int percent) {
        return new Weather(delay, jitter, percent, bytesPerSecond);
    }

    /** How late the next piece is. */
    long lateNanos(Random random) {
        long late = delay.toNanos() + (jitter.isZero() ? 0 : random.nextLong(jitter.toNanos() + 1));
        return lossPercent > 0 && random.nextInt(100) < lossPercent ? late + RETRANSMISSION.toNanos() : late;
    }
}
