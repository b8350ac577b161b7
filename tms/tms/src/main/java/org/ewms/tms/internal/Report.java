package org.ewms.tms.internal;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.ewms.batch.ClusterStatus;

/**
 * What the workflow service is told of a taskforce's jobs. Pure.
 *
 * @param compound number of jobs by the job's status, then the pilot's, {@code null} while it has said nothing
 * @param errors the most frequent ones
 */
public record Report(Map<String, Map<String, Integer>> compound, Map<String, Integer> errors) {
    private static final int TOP = 10;
    private static final String NO_PILOT_STATUS = "null";

    /** Of these jobs, of which so many were evicted for their slowness. */
    public static Report of(ClusterStatus status, int evicted) {
        Map<String, Map<String, Integer>> compound = new TreeMap<>();
        status.jobs()
                .forEach((kind, number) -> compound.computeIfAbsent(kind.word(), any -> new TreeMap<>())
                        .merge(
                                kind.pilotStatus() == null ? NO_PILOT_STATUS : kind.pilotStatus(),
                                number,
                                Integer::sum));
        Map<String, Integer> errors = new LinkedHashMap<>();
        if (evicted > 0) {
            errors.put(Evictions.REASON, evicted);
        }
        status.errors().entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(TOP - errors.size())
                .forEach(each -> errors.put(each.getKey(), each.getValue()));
        return new Report(compound, errors);
    }
}
