package org.ewms.workflow.scaling;

import java.time.Duration;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What there is to do and who is there to do it.
 *
 * @param backlog events left in the task's input queues, those in hand included
 * @param workers pilots that work or are on their way: asked for, waiting in a batch system, running
 * @param leaving pilots that were told to end and have not ended yet
 * @param taskSeconds what one worker was just measured to need for one event; empty when that cannot be told now
 * @param left time to the workflow's deadline; null when it has none
 */
public record Load(
        long backlog,
        int workers,
        int leaving,
        OptionalDouble taskSeconds,
        @Nullable Duration left) {
    public Load {
        if (backlog < 0 || workers < 0 || leaving < 0) {
            throw new IllegalArgumentException(
                    "counts must be >= 0: backlog " + backlog + ", workers " + workers + ", leaving " + leaving);
        }
    }
}
