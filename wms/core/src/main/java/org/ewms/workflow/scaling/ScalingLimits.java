package org.ewms.workflow.scaling;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What a task's {@code workers} says of their number.
 *
 * @param min workers while there is anything to do, ≥ 0
 * @param max workers at any time, ≥ 1
 * @param target within which the backlog should be worked off, when the workflow has no nearer deadline
 * @param idle how long there must be too many workers before some are let go
 * @param ramp workers added or let go in one period, or as many as there are, whichever is more; ≥ 1
 */
public record ScalingLimits(int min, int max, Duration target, Duration idle, int ramp) {
    private static final int TARGET_SECONDS = 600;
    private static final int IDLE_SECONDS = 60;
    private static final int RAMP = 10;

    public ScalingLimits {
        if (min < 0 || max < 1 || min > max) {
            throw new IllegalArgumentException(
                    "workers.min must be >= 0 and <= workers.max, workers.max >= 1; they are " + min + " and " + max);
        }
        if (target.compareTo(Duration.ofSeconds(1)) < 0 || idle.isNegative() || ramp < 1) {
            throw new IllegalArgumentException("workers.target_seconds must be >= 1, is " + target.toSeconds()
                    + "; workers.idle_seconds >= 0, is " + idle.toSeconds() + "; workers.ramp >= 1, is " + ramp);
        }
    }

    /**
     * Those of a task's policy; empty when its number of workers is fixed, which it is unless {@code workers.max} is said.
     *
     * @param policy by the API's names
     */
    public static Optional<ScalingLimits> of(Map<String, Object> policy) {
        if (!(policy.get("workers") instanceof Map<?, ?> workers) || !workers.containsKey("max")) {
            return Optional.empty();
        }
        return Optional.of(new ScalingLimits(
                number(workers, "min", 0),
                number(workers, "max", 1),
                Duration.ofSeconds(number(workers, "target_seconds", TARGET_SECONDS)),
                Duration.ofSeconds(number(workers, "idle_seconds", IDLE_SECONDS)),
                number(workers, "ramp", RAMP)));
    }

    private static int number(Map<?, ?> workers, String name, int otherwise) {
        return workers.get(name) instanceof Number said ? said.intValue() : otherwise;
    }
}
