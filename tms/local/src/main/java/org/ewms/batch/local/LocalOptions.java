package org.ewms.batch.local;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Pilots on this machine.
 *
 * @param state directory that keeps what jobs there are; of one process at a time
 * @param slots jobs that run at a time, ≥ 1
 * @param grace that a job has to end after being told to, before it is killed
 * @param retention after which ended clusters are forgotten
 */
public record LocalOptions(Path state, int slots, Duration grace, Duration retention) {
    public LocalOptions {
        if (slots < 1) {
            throw new IllegalArgumentException("slots must be >= 1, is " + slots);
        }
        if (grace.isNegative() || retention.isNegative()) {
            throw new IllegalArgumentException("grace and retention must be >= 0, are " + grace + " and " + retention);
        }
        state = state.toAbsolutePath().normalize();
    }

    /** As many jobs as processors, 15 s to end, a week of memory. */
    public static LocalOptions in(Path state) {
        return new LocalOptions(
                state, Runtime.getRuntime().availableProcessors(), Duration.ofSeconds(15), Duration.ofDays(7));
    }

    public LocalOptions withSlots(int other) {
        return new LocalOptions(state, other, grace, retention);
    }

    public LocalOptions withGrace(Duration other) {
        return new LocalOptions(state, slots, other, retention);
    }
}
