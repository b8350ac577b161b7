package org.ewms.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets a command end in order when the process is told to stop (Ctrl-C, SIGTERM). */
final class Interruption implements AutoCloseable {
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean interrupted;

    /**
     * Arms it.
     *
     * @param stop asks the work to end; returns at once
     * @param grace how long the process waits for {@link #close}
     */
    Interruption(Runnable stop, Duration grace) {
        hook = new Thread(
                () -> {
                    interrupted = true;
                    stop.run();
                    try {
                        over.await(grace.toMillis(), TimeUnit.MILLISECONDS);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "ewms-interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    boolean interrupted() {
        return interrupted;
    }

    /** Whether this JVM is going down already; {@link System#exit} would then never return. */
    static boolean underWay() {
        Thread probe = new Thread(() -> {}, "ewms-probe");
        try {
            Runtime.getRuntime().addShutdownHook(probe);
            Runtime.getRuntime().removeShutdownHook(probe);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    /** The work is over. */
    @Override
    public void close() {
        over.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // Going down already: the hook has seen the latch.
        }
    }
}
