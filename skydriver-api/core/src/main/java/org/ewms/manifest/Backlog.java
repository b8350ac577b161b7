package org.ewms.manifest;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.PriorityQueue;
import java.util.function.Predicate;

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

    public Backlog {
        if (mostRunning < 1) {
            throw new IllegalArgumentException("at least one scan must be able to run, not " + mostRunning);
        }
    }

    /**
     * Scans to start now, in this order: urgent ones by priority and age; then by priority, and among equals those of whoever has the fewest
     * scans under way or before them, so that nobody waits for all that another has asked for. Takes time with the number of those that
     * start and of submitters, not with that of those that wait.
     *
     * @param free whether nobody else has begun with it
     * @param running who asked for the scans under way, one for each
     * @param now seconds since 1970
     */
    public List<BacklogEntry> next(
            WaitingScans waiting, Predicate<BacklogEntry> free, List<String> running, double now) {
        Predicate<BacklogEntry> ready =
                free.and(each -> each.nextAttempt() < mostAttempts).and(each -> each.pendingTimestamp() <= now - rest);
        List<BacklogEntry> next =
                new ArrayList<>(waiting.from(URGENT).stream().filter(ready).toList());
        Map<String, Integer> shares = new HashMap<>();
        running.forEach(each -> shares.merge(each, 1, Integer::sum));
        next.forEach(each -> shares.merge(each.submitter(), 1, Integer::sum));
        int places = mostRunning - running.size();
        for (Map<String, NavigableSet<BacklogEntry>> equals : waiting.below(URGENT)) {
            if (next.size() >= places) {
                break;
            }
            inTurn(equals, ready, shares, places, next);
        }
        return List.copyOf(next);
    }

    /** Somebody's next scan, and the ones behind it. */
    private record Turn(int share, BacklogEntry entry, Iterator<BacklogEntry> line) {
        static final Comparator<Turn> ORDER =
                Comparator.comparingInt(Turn::share).thenComparing(Turn::entry, WaitingScans.AGE);
    }

    /** Adds scans of one priority until so many are there. */
    private static void inTurn(
            Map<String, NavigableSet<BacklogEntry>> submitters,
            Predicate<BacklogEntry> ready,
            Map<String, Integer> shares,
            int most,
            List<BacklogEntry> next) {
        PriorityQueue<Turn> turns = new PriorityQueue<>(Turn.ORDER);
        submitters.forEach((submitter, line) -> {
            Iterator<BacklogEntry> own = line.stream().filter(ready).iterator();
            if (own.hasNext()) {
                turns.add(new Turn(shares.getOrDefault(submitter, 0), own.next(), own));
            }
        });
        while (next.size() < most && !turns.isEmpty()) {
            Turn turn = turns.remove();
            next.add(turn.entry());
            int share = shares.merge(turn.entry().submitter(), 1, Integer::sum);
            if (turn.line().hasNext()) {
                turns.add(new Turn(share, turn.line().next(), turn.line()));
            }
        }
    }

    /** Scans that were tried often enough. */
    public List<BacklogEntry> givenUp(WaitingScans waiting) {
        return waiting.tried().stream()
                .filter(each -> each.nextAttempt() >= mostAttempts)
                .toList();
    }
}
