package org.ewms.workflow.scaling;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/** What one worker needs for one event, from two looks at the queues: worker-seconds spent over events gone. */
public final class TaskTime {
    /** A shorter one counts for more than a longer one: events that others put in meanwhile make tasks look longer than they are. */
    private static final double FASTER = 0.5;

    private static final double SLOWER = 0.2;

    /** Events: fewer are too coarse a measure. */
    private static final long ENOUGH = 20;

    /** Part of the workers that may have come or gone. */
    private static final double STEADY = 0.1;

    private static final Duration SHORTEST = Duration.ofMillis(100);

    private TaskTime() {}

    /**
     * One look at a task's input queues.
     *
     * @param at when
     * @param backlog events left, those in hand included
     * @param fed events that the service itself had put in until then
     * @param working pilots that take events
     */
    public record Look(Instant at, long backlog, long fed, int working) {}

    /** Measured between the looks; empty when workers were not busy all the time, came or went, or too little was done to tell. */
    public static OptionalDouble between(Look before, Look after) {
        Duration time = Duration.between(before.at(), after.at());
        long done = done(before, after);
        if (!comparable(before, after) || time.compareTo(SHORTEST) < 0 || done < ENOUGH) {
            return OptionalDouble.empty();
        }
        double working = (before.working() + after.working()) / 2.0;
        return OptionalDouble.of(working * time.toNanos() / 1e9 / done);
    }

    /** The one that the next look is to be compared with: the earlier one until enough has been done since. */
    public static Look base(Look before, Look after) {
        boolean goesOn = comparable(before, after) && done(before, after) >= 0;
        return goesOn && between(before, after).isEmpty() ? before : after;
    }

    private static long done(Look before, Look after) {
        return before.backlog() - after.backlog() + after.fed() - before.fed();
    }

    private static boolean comparable(Look before, Look after) {
        int more = Math.max(before.working(), after.working());
        boolean busy = after.backlog() >= after.working() && before.backlog() >= before.working();
        return busy && more > 0 && Math.abs(before.working() - after.working()) <= STEADY * more;
    }

    /**
     * The estimate that takes the new measurement into account.
     *
     * @param known seconds; 0 for none
     */
    static double smoothed(double known, OptionalDouble measured) {
        if (measured.isEmpty()) {
            return known;
        }
        double fresh = measured.getAsDouble();
        if (known == 0) {
            return fresh;
        }
        return known + (fresh < known ? FASTER : SLOWER) * (fresh - known);
    }
}
