package org.ewms.alerts.internal.intake;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work in a thread of its own, done again and again: when nudged, or when the time has come that the last turn named. */
public final class Loop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

    /** One turn; returns after how long the next is due at the latest. */
    @FunctionalInterface
    public interface Turn {
        Duration take() throws InterruptedException;
    }

    private final Semaphore nudges = new Semaphore(0);
    private final String name;
    private final Turn turn;
    private final Thread thread;
    private volatile boolean closed;

    private Loop(String name, Turn turn) {
        this.name = name;
        this.turn = turn;
        this.thread = Thread.ofVirtual().name(name).unstarted(this::run);
    }

    /** Begins. */
    public static Loop start(String name, Turn turn) {
        Loop loop = new Loop(name, turn);
        loop.thread.start();
        return loop;
    }

    /** There is something to do. */
    public void nudge() {
        nudges.release();
    }

    private void run() {
        while (!closed) {
            try {
                nudges.drainPermits();
                Duration pause = turnOrPause();
                boolean nudged = nudges.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
                LOG.trace("{} goes on, nudged: {}", name, nudged);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private Duration turnOrPause() throws InterruptedException {
        try {
            return turn.take();
        } catch (RuntimeException e) {
            LOG.warn("{}: {}; again in {} s", name, e.toString(), AFTER_FAILURE.toSeconds());
            return AFTER_FAILURE;
        }
    }

    /** Stops, after the turn under way has ended, or been interrupted after so long. */
    public void end(Duration grace) {
        closed = true;
        nudge();
        try {
            thread.join(grace);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        close();
    }

    /** Stops, after the turn under way has been interrupted. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
