package org.ewms.workflow.scaling;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The last decision on a task's workers, and what the next one has to know of the past.
 *
 * @param wanted how many there should be now
 * @param reason in words
 * @param decidedAt when
 * @param steppedAt when workers were last added or let go; the epoch for never
 * @param taskSeconds what one worker needs for one event, smoothed; 0 while not known
 * @param lowSince since when there have been more workers than needed; null when there are not
 * @param peak the most that were needed since then
 * @param emptySince since when there has been nothing to do; null when there is
 */
public record Scaling(
        int wanted,
        String reason,
        Instant decidedAt,
        Instant steppedAt,
        double taskSeconds,
        @Nullable Instant lowSince,
        int peak,
        @Nullable Instant emptySince) {
    /** Before the first decision. */
    public static final Scaling NONE =
            new Scaling(0, "nothing decided yet", Instant.EPOCH, Instant.EPOCH, 0, null, 0, null);

    Scaling empty(@Nullable Instant since) {
        return new Scaling(wanted, reason, decidedAt, steppedAt, taskSeconds, lowSince, peak, since);
    }

    /** Whether the next decision would come out the same had this one not been kept. */
    public boolean tellsNothingNewAfter(Scaling earlier) {
        return wanted == earlier.wanted
                && peak == earlier.peak
                && steppedAt.equals(earlier.steppedAt)
                && Objects.equals(emptySince, earlier.emptySince)
                && Objects.equals(lowSince, earlier.lowSince)
                && Math.abs(taskSeconds - earlier.taskSeconds) <= 0.05 * earlier.taskSeconds;
    }
}
