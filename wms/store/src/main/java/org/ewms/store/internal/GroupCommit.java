package org.ewms.store.internal;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Makes changes durable, those of several threads at once: while one commits, the changes of others gather, and the next commit is for all
 * of them.
 */
final class GroupCommit {
    private final Runnable commit;
    private final AtomicLong asked = new AtomicLong();
    private final ReentrantLock committing = new ReentrantLock();
    private long done;

    /** @param commit makes durable whatever has been changed when it is called */
    GroupCommit(Runnable commit) {
        this.commit = commit;
    }

    /** Returns when all that this thread has changed before is durable. */
    void await() {
        long mine = asked.incrementAndGet();
        committing.lock();
        try {
            if (done < mine) {
                long all = asked.get();
                commit.run();
                done = all;
            }
        } finally {
            committing.unlock();
        }
    }
}
