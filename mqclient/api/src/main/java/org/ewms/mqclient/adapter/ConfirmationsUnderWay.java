package org.ewms.mqclient.adapter;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Counts confirmations promised and not yet told, so that a publisher's close returns after the last of them. The window of unconfirmed
 * messages cannot serve for that: its permits are given back first, so that who is told may publish again at once.
 */
public final class ConfirmationsUnderWay {
    private static final int ALL = Integer.MAX_VALUE;

    private final Semaphore none = new Semaphore(ALL);

    public void begin() {
        none.acquireUninterruptibly();
    }

    public void end() {
        none.release();
    }

    /** Waits until all are told; not longer than a second, in case the caller is itself being told. */
    public void await() {
        try {
            if (none.tryAcquire(ALL, 1, TimeUnit.SECONDS)) {
                none.release(ALL);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
