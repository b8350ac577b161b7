package org.ewms.batch;

import org.jspecify.annotations.Nullable;

/**
 * What jobs have in common that are counted together.
 *
 * @param state of the job
 * @param holdReason why it is held, where the system says so; null unless held
 * @param pilotStatus what the pilot said last, null when it said nothing yet
 */
public record JobKind(
        JobState state,
        @Nullable String holdReason,
        @Nullable String pilotStatus) {
    public JobKind {
        if (holdReason != null && state != JobState.HELD) {
            throw new IllegalArgumentException("a job that is " + state + " cannot have a hold reason: " + holdReason);
        }
    }

    /** A job about whose pilot nothing is known. */
    public static JobKind of(JobState state) {
        return new JobKind(state, null, null);
    }

    /** The state as a workflow service is told: {@code HELD: reason}, or the state alone. */
    public String word() {
        return holdReason == null ? state.name() : state.name() + ": " + holdReason;
    }
}
