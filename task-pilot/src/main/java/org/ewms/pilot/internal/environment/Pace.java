package org.ewms.pilot.internal.environment;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * How long tasks take with this pilot: the mean of the last ones that ended, and of those that run, once they have taken longer than that. Not
 * known before three of them, as one task may be long by its nature. Safe for use by several threads.
 */
final class Pace {
    private static final int ENOUGH = 3;
    private static final int REMEMBERED = 10;
    private static final double NANOS = 1e9;

    private final LongSupplier nanoTime;
    private final Deque<Double> ended = new ArrayDeque<>();
    private final Set<Running> running = new HashSet<>();

    /** A task that has begun. */
    static final class Running {
        private final long since;

        private Running(long since) {
            this.since = since;
        }
    }

    /** @param nanoTime as {@link System#nanoTime} */
    Pace(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** A task begins. */
    synchronized Running begins() {
        Running task = new Running(nanoTime.getAsLong());
        running.add(task);
        return task;
    }

    /** It has ended, however it did. */
    synchronized void ends(Running task) {
        if (!running.remove(task)) {
            return;
        }
        if (ended.size() == REMEMBERED) {
            ended.removeFirst();
        }
        ended.addLast(seconds(task));
    }

    private double seconds(Running task) {
        return (nanoTime.getAsLong() - task.since) / NANOS;
    }

    /** Seconds a task takes here. */
    synchronized OptionalDouble taskSeconds() {
        double sum = ended.stream().mapToDouble(each -> each).sum();
        double usual = ended.isEmpty() ? 0 : sum / ended.size();
        double[] late = running.stream()
                .mapToDouble(this::seconds)
                .filter(each -> each > usual)
                .toArray();
        for (double each : late) {
            sum += each;
        }
        int known = ended.size() + late.length;
        return ended.isEmpty() || known < ENOUGH ? OptionalDouble.empty() : OptionalDouble.of(sum / known);
    }
}
