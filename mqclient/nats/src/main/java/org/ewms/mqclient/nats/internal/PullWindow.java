package org.ewms.mqclient.nats.internal;

/** How many messages to ask for, so that those held and those asked for never exceed the prefetch. Thread-safe. */
final class PullWindow {
    private final int prefetch;
    private int held;
    private int requested;

    PullWindow(int prefetch) {
        this.prefetch = prefetch;
    }

    synchronized void arrived() {
        requested = Math.max(0, requested - 1);
        held++;
    }

    synchronized void settled() {
        held--;
    }

    /** The server will not send that many of those asked for. */
    synchronized void returned(int count) {
        requested = Math.max(0, requested - count);
    }

    /** The server does not remember our requests. */
    synchronized void forgotten() {
        requested = 0;
    }

    /**
     * The size of the next request, 0 for none; small ones are saved up until a quarter of the window is free, or somebody waits and nothing
     * was asked for.
     */
    synchronized int grant(boolean awaited) {
        int room = prefetch - held - requested;
        if (room <= 0 || (room < prefetch / 4 && (requested > 0 || !awaited))) {
            return 0;
        }
        requested += room;
        return room;
    }

    synchronized int requested() {
        return requested;
    }
}
