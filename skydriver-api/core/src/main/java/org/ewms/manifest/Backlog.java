package org.ewms.manifest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
     * Scans to start now, in this order: urgent ones by priority and age; then by priority, and among equals those of whoever has the fewest
     * scans under way or before them, so that nobody waits for all that another has asked for.
     *
     * @param running who asked for the scans under way, one for each
     * @param now seconds since 1970
     */
    public List<BacklogEntry> next(List<BacklogEntry> waiting, List<String> running, double now) {
        List<BacklogEntry> ready = waiting.stream()
                .filter(each -> each.nextAttempt() < mostAttempts)
                .filter(each -> each.pendingTimestamp() <= now - rest)
                .sorted(ORDER)
                .toList();
        List<BacklogEntry> urgent = ready.stream().filter(Backlog::urgent).toList();
        List<String> under = new ArrayList<>(running);
        urgent.forEach(each -> under.add(each.submitter()));
        List<BacklogEntry> next = new ArrayList<>(urgent);
        shared(ready.stream().filter(each -> !urgent(each)).toList(), under).stream()
                .limit(Math.max(0, mostRunning - under.size()))
                .forEach(next::add);
        return List.copyOf(next);
    }

    /** Entries in the order of their turns; given by priority and age. */
    private static List<BacklogEntry> shared(List<BacklogEntry> ready, List<String> running) {
        Map<String, Integer> shares = new HashMap<>();
        running.forEach(each -> shares.merge(each, 1, Integer::sum));
        record Turn(BacklogEntry entry, int share) {}
        return ready.stream()
                .map(each -> new Turn(each, shares.merge(each.submitter(), 1, Integer::sum)))
                .sorted(Comparator.comparingInt((Turn turn) -> -turn.entry().priority())
                        .thenComparingInt(Turn::share))
                .map(Turn::entry)
                .toList();
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
