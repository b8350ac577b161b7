package org.ewms.skydriver.internal.store;

import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which scans changed, in the order of their last changes. Numbers rise from one start of the service to the next, so that a number of
 * before is known to be one.
 */
public final class News {
    private static final int MOST = 10_000;
    private static final long PER_MILLI = 1000;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private final NavigableMap<Long, String> byNumber = new TreeMap<>();
    private final Map<String, Long> byScan = new HashMap<>();
    private long last;
    private long forgotten;

    public News(Clock clock) {
        this.last = clock.millis() * PER_MILLI;
    }

    /** Something about the scan is not as it was. */
    public void changed(String scanId) {
        lock.lock();
        try {
            last++;
            Long before = byScan.put(scanId, last);
            if (before != null) {
                byNumber.remove(before);
            }
            byNumber.put(last, scanId);
            if (byNumber.size() > MOST) {
                Map.Entry<Long, String> oldest = byNumber.pollFirstEntry();
                byScan.remove(oldest.getValue());
                forgotten = oldest.getKey();
            }
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Number of the last change. */
    public long last() {
        lock.lock();
        try {
            return last;
        } finally {
            lock.unlock();
        }
    }

    /** Scans that changed after that number, the last change of each. */
    public Map<Long, String> after(long number) {
        lock.lock();
        try {
            return new TreeMap<>(byNumber.tailMap(number, false));
        } finally {
            lock.unlock();
        }
    }

    /** Every scan that changed after that number; empty when some of them are forgotten. */
    public Optional<Collection<String>> changedAfter(long number) {
        lock.lock();
        try {
            return forgotten > number
                    ? Optional.empty()
                    : Optional.of(List.copyOf(byNumber.tailMap(number, false).values()));
        } finally {
            lock.unlock();
        }
    }

    /** Number of the scan's last change; 0 when it has not changed lately. */
    public long of(String scanId) {
        lock.lock();
        try {
            return byScan.getOrDefault(scanId, 0L);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a change after that number; false when there was none for so long. */
    public boolean await(long number, long millis) throws InterruptedException {
        long left = TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lock();
        try {
            while (last <= number && left > 0) {
                left = more.awaitNanos(left);
            }
            return last > number;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for a change of this scan after that number; false when there was none for so long. */
    public boolean await(String scanId, long number, long millis) throws InterruptedException {
        long left = TimeUnit.MILLISECONDS.toNanos(millis);
        lock.lock();
        try {
            while (byScan.getOrDefault(scanId, 0L) <= number && left > 0) {
                left = more.awaitNanos(left);
            }
            return byScan.getOrDefault(scanId, 0L) > number;
        } finally {
            lock.unlock();
        }
    }
}
