package org.ewms.workflow.scaling;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Events, workers that take a fixed time for each, and the policy, in virtual time: a period at a time. */
final class Plant {
    static final Duration PERIOD = Duration.ofSeconds(10);

    private final ScalingLimits limits;
    private final double taskSeconds;
    private final ScalingPolicy policy = new ScalingPolicy(PERIOD);
    private final List<Integer> history = new ArrayList<>();
    private Instant now = Instant.parse("2026-03-01T12:00:00Z");
    private Scaling scaling = Scaling.NONE;
    private TaskTime.@Nullable Look look;
    private double backlog;
    private int workers;

    Plant(ScalingLimits limits, double taskSeconds) {
        this.limits = limits;
        this.taskSeconds = taskSeconds;
    }

    Plant with(int someWorkers) {
        workers = someWorkers;
        return this;
    }

    void arrive(double events) {
        backlog += events;
    }

    /** Some pilots end for reasons of their own. */
    void lose(int pilots) {
        workers = Math.max(0, workers - pilots);
    }

    /** A look, the decision, and a period of work. */
    Scaling period() {
        return period(0);
    }

    /** @param arriving events that come meanwhile, evenly */
    Scaling period(double arriving) {
        TaskTime.Look seen = new TaskTime.Look(now, (long) Math.ceil(backlog), 0, workers);
        OptionalDouble timed = look == null ? OptionalDouble.empty() : TaskTime.between(look, seen);
        look = look == null ? seen : TaskTime.base(look, seen);
        scaling = policy.decide(limits, scaling, new Load(seen.backlog(), workers, 0, timed, null), now);
        workers = scaling.wanted();
        history.add(workers);
        double done = workers * PERIOD.toSeconds() / taskSeconds;
        backlog = Math.max(0, backlog + arriving - done);
        now = now.plus(PERIOD);
        return scaling;
    }

    /** Puts back what a period took, so that the backlog stays. */
    void holdBacklogAt(double events) {
        backlog = events;
    }

    int workers() {
        return workers;
    }

    double backlog() {
        return backlog;
    }

    List<Integer> history() {
        return List.copyOf(history);
    }
}
