package org.ewms.pilot.internal;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.ewms.pilot.PilotLimits;

/** Knows when the pilot began and when something last happened, and carries the one decision to stop to whoever waits for it. */
public final class Watch {
    private final LongSupplier nanoTime;
    private final StopRule rule;
    private final PilotLimits limits;
    private final Ledger ledger;
    private final long started;
    private final CompletableFuture<Stop> stop = new CompletableFuture<>();
    private volatile long lastActivity;
    private volatile boolean anyTaken;

    public Watch(LongSupplier nanoTime, PilotLimits limits, Ledger ledger) {
        this.nanoTime = nanoTime;
        this.rule = StopRule.of(limits);
        this.limits = limits;
        this.ledger = ledger;
        this.started = nanoTime.getAsLong();
        this.lastActivity = started;
    }

    long now() {
        return nanoTime.getAsLong();
    }

    void activity(long now) {
        lastActivity = now;
    }

    void taken(long now) {
        lastActivity = now;
        if (!anyTaken) {
            anyTaken = true;
        }
    }

    /** Stops the pilot if it is time to. */
    void check() {
        rule.judge(facts()).ifPresent(reason -> stop(new Stop.Orderly(reason, limits.drainGrace())));
    }

    Duration nextWait() {
        return rule.wait(facts());
    }

    private StopRule.Facts facts() {
        long silence = lastActivity;
        long now = nanoTime.getAsLong();
        return new StopRule.Facts(now - started, Math.max(0, now - silence), anyTaken, ledger.size());
    }

    /** The first call decides; later ones are ignored. */
    public void stop(Stop why) {
        stop.complete(why);
    }

    public boolean stopping() {
        return stop.isDone();
    }

    /** Whether the decision falls in that time. */
    boolean stopsWithin(Duration patience) {
        try {
            stop.get(patience.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return stopping();
        }
    }

    /** Waits for the decision, or makes it at the end of the lifetime. */
    public Stop await() throws InterruptedException {
        while (true) {
            try {
                return stop.get(nextWait().toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                check();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
