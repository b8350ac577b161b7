package org.ewms.bench.mq;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts messages that a library hands to a callback, and takes the time from the first of them. */
final class Arrivals {
    /** Handles one message. */
    interface Handling {
        void run() throws Exception;
    }

    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch left;
    private final AtomicReference<@Nullable Throwable> problem = new AtomicReference<>();
    private long first;

    Arrivals(int count) {
        left = new CountDownLatch(count);
    }

    /** Called for every message, by one thread. */
    void handle(Handling handling) {
        if (first == 0) {
            first = System.nanoTime();
        }
        try {
            handling.run();
        } catch (Exception e) {
            problem.set(e);
        }
        left.countDown();
    }

    /** Nanoseconds from the first message until all are handled and the broker has none left. */
    long await(Supplier<Boolean> gone) throws InterruptedException {
        if (!left.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(left.getCount() + " messages did not come within a minute");
        }
        Throwable failed = problem.get();
        if (failed != null) {
            throw new IllegalStateException("a message could not be handled: " + failed, failed);
        }
        return since(first, gone);
    }

    static long since(long first, Supplier<Boolean> gone) {
        while (!gone.get()) {
            Thread.onSpinWait();
        }
        return System.nanoTime() - first;
    }
}
