package org.ewms.manifest;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Scans that wait, kept as they come and go in such an order that whose turn it is can be told without a look at all of them. For one
 * thread at a time.
 */
public final class WaitingScans {
    /** The oldest first. */
    static final Comparator<BacklogEntry> AGE =
            Comparator.comparingDouble(BacklogEntry::timestamp).thenComparing(BacklogEntry::scanId);

    private final Map<String, BacklogEntry> all = new HashMap<>();
    private final Map<String, BacklogEntry> tried = new LinkedHashMap<>();
    private final NavigableMap<Integer, Map<String, NavigableSet<BacklogEntry>>> bySubmitter =
            new TreeMap<>(Comparator.reverseOrder());

    /** These, and no others. */
    public static WaitingScans of(Collection<BacklogEntry> entries) {
        WaitingScans scans = new WaitingScans();
        entries.forEach(scans::put);
        return scans;
    }

    /** A scan waits; takes the place of what was known of it. */
    public void put(BacklogEntry entry) {
        remove(entry.scanId());
        all.put(entry.scanId(), entry);
        if (entry.nextAttempt() > 0) {
            tried.put(entry.scanId(), entry);
        }
        bySubmitter
                .computeIfAbsent(entry.priority(), each -> new HashMap<>())
                .computeIfAbsent(entry.submitter(), each -> new TreeSet<>(AGE))
                .add(entry);
    }

    /** A scan waits no longer. */
    public void remove(String scanId) {
        Optional.ofNullable(all.remove(scanId)).ifPresent(entry -> {
            tried.remove(scanId);
            bySubmitter.computeIfPresent(entry.priority(), (priority, submitters) -> {
                submitters.computeIfPresent(entry.submitter(), (submitter, line) -> {
                    line.remove(entry);
                    return line.isEmpty() ? null : line;
                });
                return submitters.isEmpty() ? null : submitters;
            });
        });
    }

    /** How many there are. */
    public int size() {
        return all.size();
    }

    /** Those that somebody has begun to start. */
    Collection<BacklogEntry> tried() {
        return Collections.unmodifiableCollection(tried.values());
    }

    /** Of this priority and more, by priority and age. */
    List<BacklogEntry> from(int priority) {
        List<BacklogEntry> found = new ArrayList<>();
        bySubmitter
                .headMap(priority, true)
                .values()
                .forEach(submitters -> submitters.values().stream()
                        .flatMap(Collection::stream)
                        .sorted(AGE)
                        .forEach(found::add));
        return found;
    }

    /** Those of less than this priority: for each priority, the highest first, and each submitter the line of scans by age. */
    Collection<Map<String, NavigableSet<BacklogEntry>>> below(int priority) {
        return Collections.unmodifiableCollection(
                bySubmitter.tailMap(priority, false).values());
    }
}
