package org.ewms.pilot.internal;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.ewms.pilot.PilotStatus;
import org.jspecify.annotations.Nullable;

/** What the pilot counts; written by all its threads. */
public final class Counters {
    final LongAdder taken = new LongAdder();
    final AtomicInteger running = new AtomicInteger();
    final LongAdder done = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder poisoned = new LongAdder();
    final LongAdder returned = new LongAdder();
    final LongAdder duplicates = new LongAdder();
    final LongAdder settlementsLost = new LongAdder();
    final LongAdder busyNanos = new LongAdder();
    private volatile @Nullable String lastError;

    void error(String message) {
        lastError = message;
    }

    public PilotStatus status(boolean stopping) {
        return new PilotStatus(
                taken.sum(),
                running.get(),
                done.sum(),
                failed.sum(),
                poisoned.sum(),
                returned.sum(),
                duplicates.sum(),
                settlementsLost.sum(),
                Duration.ofNanos(busyNanos.sum()),
                stopping,
                lastError);
    }
}
