package org.ewms.tms.internal;

import java.time.Duration;
import org.ewms.batch.BatchException;
import org.ewms.tms.WmsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something again and again in a thread of its own until interrupted; rests after failures, longer each time. */
public final class SiteLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SiteLoop.class);
    private static final Duration FIRST_REST = Duration.ofMillis(250);
    private static final Duration LONGEST_REST = Duration.ofSeconds(30);

    /** One round. */
    @FunctionalInterface
    public interface Round {
        /** How long to rest before the next. */
        Duration run() throws InterruptedException;
    }

    private final Thread thread;
    private volatile boolean closing;

    public SiteLoop(String name, Round round) {
        thread = Thread.ofVirtual().name(name).start(() -> repeat(name, round));
    }

    private void repeat(String name, Round round) {
        Duration penalty = FIRST_REST;
        java.util.concurrent.Semaphore never = new java.util.concurrent.Semaphore(0);
        try {
            while (!closing) {
                Duration rest;
                try {
                    rest = round.run();
                    penalty = FIRST_REST;
                } catch (BatchException | WmsException e) {
                    if (closing) {
                        return;
                    }
                    LOG.warn("{}: {}; trying again in {}", name, e.getMessage(), penalty);
                    rest = penalty;
                    penalty = longer(penalty);
                } catch (RuntimeException e) {
                    LOG.error("{} failed; trying again in {}", name, penalty, e);
                    rest = penalty;
                    penalty = longer(penalty);
                }
                never.tryAcquire(rest.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration longer(Duration rest) {
        Duration twice = rest.multipliedBy(2);
        return twice.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : twice;
    }

    /** Ends it, in the middle of a round if need be. */
    @Override
    public void close() {
        closing = true;
        try {
            // Again and again: the library that runs commands ends the command, but forgets that it was interrupted.
            do {
                thread.interrupt();
            } while (!thread.join(Duration.ofMillis(200)));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
