package org.ewms.batch;

import java.time.Duration;

/**
 * What one job needs.
 *
 * @param cores ≥ 1
 * @param memoryBytes ≥ 0; 0 leaves it to the batch system
 * @param diskBytes ≥ 0; 0 leaves it to the batch system
 * @param runtime after which the job may be ended; zero leaves it to the batch system
 */
public record Resources(int cores, long memoryBytes, long diskBytes, Duration runtime) {
    public Resources {
        if (cores < 1 || memoryBytes < 0 || diskBytes < 0 || runtime.isNegative()) {
            throw new IllegalArgumentException(
                    "a job needs at least 1 core, and memory, disk and runtime >= 0; asked for " + cores + " cores, "
                            + memoryBytes + " B memory, " + diskBytes + " B disk, " + runtime);
        }
    }

    /** One core, all else as the batch system has it. */
    public static Resources oneCore() {
        return new Resources(1, 0, 0, Duration.ZERO);
    }
}
