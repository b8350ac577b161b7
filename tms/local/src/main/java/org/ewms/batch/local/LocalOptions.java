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
 * @param bound whether jobs are ended with the batch system that started them, and begin anew with the next one on this directory
 */
public record LocalOptions(Path state, int slots, Duration grace, Duration retention, boolean bound) {
    public LocalOptions {
        if (slots < 1) {
            throw new IllegalArgumentException("slots must be >= 1, is " + slots);
        }
        if (grace.isNegative() || retention.isNegative()) {
            throw new IllegalArgumentException("grace and retention must be >= 0, are " + grace + " and " + retention);
        }
        state = state.toAbsolutePath().normalize();
    }

    /** As many jobs as processors, 15 s to end, a week of memory, jobs that outlive whoever started them. */
    public static LocalOptions in(Path state) {
        return new LocalOptions(
                state, Runtime.getRuntime().availableProcessors(), Duration.ofSeconds(15), Duration.ofDays(7), false);
    }

    public LocalOptions withSlots(int other) {
        return new LocalOptions(state, other, grace, retention, bound);
    }

    public LocalOptions withGrace(Duration other) {
        return new LocalOptions(state, slots, other, retention, bound);
    }

    public LocalOptions withBound(boolean other) {
        return new LocalOptions(state, slots, grace, retention, other);
    }
}
