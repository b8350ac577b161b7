package org.ewms.tms.internal;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Which pilots of one task are so slow that others had better do their work: tasks take with them so many times longer than in the median, and
 * longer than a second. Never more than a tenth of all at once, so that a mistake costs little. Pure.
 */
final class SlowPilots {
    /** With fewer nobody can say what is usual. */
    private static final int ENOUGH = 5;

    /** A pilot begun anew costs seconds; with tasks shorter than this it is hardly worth them. */
    private static final double LEAST_SECONDS = 1;

    private SlowPilots() {}

    /** Slowest first. */
    static <P> List<P> among(Map<P, Double> taskSeconds, double factor) {
        if (taskSeconds.size() < ENOUGH) {
            return List.of();
        }
        double limit = Math.max(LEAST_SECONDS, factor * median(taskSeconds));
        return taskSeconds.entrySet().stream()
                .filter(each -> each.getValue() > limit)
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(Math.max(1, taskSeconds.size() / 10))
                .map(Map.Entry::getKey)
                .toList();
    }

    static double median(Map<?, Double> values) {
        double[] sorted = values.values().stream()
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1
                ? sorted[middle]
                : Arrays.stream(sorted, middle - 1, middle + 1).sum() / 2;
    }
}
