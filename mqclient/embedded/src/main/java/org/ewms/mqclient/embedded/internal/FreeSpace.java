package org.ewms.mqclient.embedded.internal;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Whether the disk has room for messages. A look every second would come too late on a fast disk; this looks whenever a small part of
 * what is to be kept free may have been written, and at every message while there is no room.
 */
final class FreeSpace {
    private static final int LOOKS = 16;

    private final LongSupplier usable;
    private final long kept;
    private final AtomicLong unseen;
    private volatile boolean low;

    /**
     * Looks first at the first message.
     *
     * @param usable bytes that can be written now
     * @param kept bytes that must remain
     */
    FreeSpace(LongSupplier usable, long kept) {
        this.usable = usable;
        this.kept = kept;
        this.unseen = new AtomicLong(kept);
    }

    /** Whether a message of so many bytes is one too many. */
    boolean isTooLittleFor(long bytes) {
        if (low || unseen.addAndGet(bytes) >= kept / LOOKS) {
            unseen.set(0);
            low = usable.getAsLong() < kept;
        }
        return low;
    }
}
