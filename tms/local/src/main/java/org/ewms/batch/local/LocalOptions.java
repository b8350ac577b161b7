package org.ewms.batch.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * Pilots on this machine.
 *
 * @param state directory that keeps what jobs there are; of one process at a time
 * @param slots jobs that run at a time, ≥ 1
 * @param grace that a job has to end after being told to, before it is killed
 * @param retention after which ended clusters are forgotten
 * @param bound whether jobs are ended with the batch system that started them, and begin anew with the next one on this directory
 * @param urgent priority from which a job takes a place of its own at once instead of waiting for a slot; jobs below it are niced, so that
 *     they leave the processors to it and to whoever serves it
 * @param warm pilots begun ahead, for urgent jobs
 */
public record LocalOptions(
        Path state, int slots, Duration grace, Duration retention, boolean bound, OptionalInt urgent, WarmPilots warm) {
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
                state,
                Runtime.getRuntime().availableProcessors(),
                Duration.ofSeconds(15),
                Duration.ofDays(7),
                false,
                OptionalInt.empty(),
                WarmPilots.none());
    }

    public LocalOptions withSlots(int other) {
        return new LocalOptions(state, other, grace, retention, bound, urgent, warm);
    }

    public LocalOptions withGrace(Duration other) {
        return new LocalOptions(state, slots, other, retention, bound, urgent, warm);
    }

    public LocalOptions withBound(boolean other) {
        return new LocalOptions(state, slots, grace, retention, other, urgent, warm);
    }

    public LocalOptions withUrgent(int priority) {
        return new LocalOptions(state, slots, grace, retention, bound, OptionalInt.of(priority), warm);
    }

    public LocalOptions withWarm(WarmPilots other) {
        return new LocalOptions(state, slots, grace, retention, bound, urgent, other);
    }
}
