package org.ewms.workflow.scaling;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How many workers a task should have: backlog × time of one task ÷ time in which all should be done, never more than there are events,
 * within the task's limits. More come as soon as they are needed, in steps that at most double their number; some are let go only when for
 * the whole idle time fewer would have been enough, and then no more than what was not needed at any moment of it. So a steady backlog
 * leaves the number where it is, and none left brings it to zero.
 */
public final class ScalingPolicy {
    /** More workers than there are by less than this part are not worth another taskforce. */
    private static final double WORTHWHILE = 1.1;

    private final Duration period;

    /** @param period between two steps */
    public ScalingPolicy(Duration period) {
        this.period = period;
    }

    /** The decision now, to be given to the next call. */
    public Scaling decide(ScalingLimits limits, Scaling before, Load load, Instant now) {
        Instant empty = load.backlog() > 0 ? null : before.emptySince() == null ? now : before.emptySince();
        if (empty != null && load.workers() > 0 && !now.isBefore(empty.plus(limits.idle()))) {
            String why = "no events left since " + empty;
            return new Scaling(0, why, now, now, before.taskSeconds(), null, 0, empty);
        }
        return step(limits, before, load, now).empty(empty);
    }

    private Scaling step(ScalingLimits limits, Scaling before, Load load, Instant now) {
        double taskSeconds = TaskTime.smoothed(before.taskSeconds(), load.taskSeconds());
        Need need = need(limits, load, taskSeconds);
        int workers = load.workers();
        if (workers > limits.max()) {
            return new Scaling(
                    limits.max(),
                    need.why() + "; at most " + limits.max() + " are allowed",
                    now,
                    now,
                    taskSeconds,
                    null,
                    0,
                    null);
        }
        if (need.workers() > workers) {
            return more(limits, before, load, need, taskSeconds, now);
        }
        if (need.workers() == workers) {
            return new Scaling(workers, need.why(), now, before.steppedAt(), taskSeconds, null, 0, null);
        }
        return fewer(limits, before, workers, need, taskSeconds, now);
    }

    /** How many workers what is left to do asks for, and how that comes about. */
    private record Need(int workers, double exactly, String why) {}

    private static Need need(ScalingLimits limits, Load load, double taskSeconds) {
        if (load.backlog() == 0) {
            return new Need(0, 0, "no events left");
        }
        double wanted;
        String why;
        if (taskSeconds == 0) {
            wanted = load.backlog();
            why = "%d events left, no task timed yet: a worker each".formatted(load.backlog());
        } else {
            double seconds = horizon(limits, load.left());
            wanted = load.backlog() * taskSeconds / seconds;
            why = String.format(
                    Locale.ROOT,
                    "%d events left of %s s each, to be done in %.0f s: %.0f workers",
                    load.backlog(),
                    shortly(taskSeconds),
                    seconds,
                    Math.ceil(wanted));
        }
        double useful = Math.clamp(Math.ceil(wanted), 1, Math.max(1, load.backlog()));
        int within = (int) Math.clamp(useful, Math.max(1, limits.min()), limits.max());
        return new Need(within, wanted, within == Math.ceil(wanted) ? why : why + ", within the limits " + within);
    }

    private static double horizon(ScalingLimits limits, @Nullable Duration left) {
        double target = limits.target().toMillis() / 1e3;
        return left == null ? target : Math.max(1, Math.min(target, left.toMillis() / 1e3));
    }

    private static String shortly(double seconds) {
        return String.format(Locale.ROOT, seconds < 1 ? "%.3g" : "%.1f", seconds);
    }

    private Scaling more(ScalingLimits limits, Scaling before, Load load, Need need, double taskSeconds, Instant now) {
        int workers = load.workers();
        boolean due = !now.isBefore(before.steppedAt().plus(period));
        boolean worthwhile = workers == 0 || workers < limits.min() || need.exactly() >= WORTHWHILE * workers;
        if (!due || !worthwhile) {
            return new Scaling(workers, need.why(), now, before.steppedAt(), taskSeconds, null, 0, null);
        }
        int step = Math.max(workers + Math.max(limits.ramp(), workers), limits.min());
        int room = Math.max(workers, limits.max() - load.leaving());
        int wanted = Math.min(Math.min(need.workers(), step), room);
        String why = need.why() + (wanted == need.workers() ? "" : "; " + wanted + " now, more later");
        return new Scaling(wanted, why, now, wanted > workers ? now : before.steppedAt(), taskSeconds, null, 0, null);
    }

    private Scaling fewer(
            ScalingLimits limits, Scaling before, int workers, Need need, double taskSeconds, Instant now) {
        Instant since = before.lowSince() == null ? now : before.lowSince();
        int peak = before.lowSince() == null ? need.workers() : Math.max(before.peak(), need.workers());
        Instant end = since.plus(limits.idle());
        boolean due = !now.isBefore(end) && !now.isBefore(before.steppedAt().plus(period));
        if (!due || peak >= workers) {
            // Once all were needed again, a new time of waiting begins.
            boolean anew = peak >= workers && !now.isBefore(end);
            return new Scaling(
                    workers,
                    need.why() + "; " + (workers - need.workers()) + " more are kept until "
                            + (anew ? now.plus(limits.idle()) : end),
                    now,
                    before.steppedAt(),
                    taskSeconds,
                    anew ? now : since,
                    anew ? need.workers() : peak,
                    null);
        }
        int wanted = peak == 0 ? 0 : Math.max(peak, workers - Math.max(limits.ramp(), workers / 2));
        String why = need.why() + "; so many were not needed since " + since;
        return new Scaling(wanted, why, now, now, taskSeconds, now, need.workers(), null);
    }
}
