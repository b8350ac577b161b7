package org.ewms.mqclient.nats.internal;

/** How many messages to ask for, so that those held and those asked for never exceed the prefetch. Not thread-safe. */
final class PullWindow {
    private final int prefetch;
    private int held;
    private int requested;

    PullWindow(int prefetch) {
        this.prefetch = prefetch;
    }

    void arrived() {
        requested = Math.max(0, requested - 1);
        held++;
    }

    void settled() {
        held--;
    }

    /** The server will not send that many of those asked for. */
    void returned(int count) {
        requested = Math.max(0, requested - count);
    }

    /** The server does not remember our requests. */
    void forgotten() {
        requested = 0;
    }

    /** The size of the next request, 0 for none; small ones are saved up until a quarter of the window is free. */
    int grant() {
        int room = prefetch - held - requested;
        if (room <= 0 || (requested > 0 && room < prefetch / 4)) {
            return 0;
        }
        requested += room;
        return room;
    }

    int requested() {
        return requested;
    }
}
