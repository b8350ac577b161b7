package org.ewms.manifest;

import java.util.Comparator;
import java.util.List;

/**
 * Whose turn it is.
 *
 * @param mostRunning scans at a time; urgent ones do not wait for a place, but take one
 * @param mostAttempts after which a scan is given up
 * @param rest seconds before a start that came to nothing is tried again
 */
public record Backlog(int mostRunning, int mostAttempts, double rest) {
    /** From this priority on a scan starts at once. */
    public static final int URGENT = 100;

    private static final Comparator<BacklogEntry> ORDER = Comparator.comparingInt(BacklogEntry::priority)
            .reversed()
            .thenComparingDouble(BacklogEntry::timestamp)
            .thenComparing(BacklogEntry::scanId);

    public Backlog {
        if (mostRunning < 1) {
            throw new IllegalArgumentException("at least one scan must be able to run, not " + mostRunning);
        }
    }

    /**
     * Scans to start now, in this order.
     *
     * @param running scans under way
     * @param now seconds since 1970
     */
    public List<BacklogEntry> next(List<BacklogEntry> waiting, int running, double now) {
        List<BacklogEntry> ready = waiting.stream()
                .filter(each -> each.nextAttempt() < mostAttempts)
                .filter(each -> each.pendingTimestamp() <= now - rest)
                .sorted(ORDER)
                .toList();
        long urgent = ready.stream().filter(Backlog::urgent).count();
        long places = Math.max(urgent, mostRunning - running);
        return ready.stream().limit(Math.max(0, places)).toList();
    }

    /** Scans that were tried often enough. */
    public List<BacklogEntry> givenUp(List<BacklogEntry> waiting) {
        return waiting.stream()
                .filter(each -> each.nextAttempt() >= mostAttempts)
                .toList();
    }

    private static boolean urgent(BacklogEntry entry) {
        return entry.priority() >= URGENT;
    }
}
