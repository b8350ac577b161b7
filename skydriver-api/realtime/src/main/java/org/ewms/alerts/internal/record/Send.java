package org.ewms.alerts.internal.record;

import com.fasterxml.jackson.databind.EnumNamingStrategies;
import com.fasterxml.jackson.databind.annotation.EnumNaming;
import org.jspecify.annotations.Nullable;

/**
 * A notice on its way to one sink. Times are seconds since 1970.
 *
 * @param key {@code ALERT/REVISION/SINK}: goes along with every attempt
 * @param nextAttempt not to be tried before; null for at once
 * @param error why the last attempt came to nothing
 * @param attemptedBy who tries now; null for nobody
 * @param attemptUntil until when nobody else does
 */
public record Send(
        String sink,
        String key,
        State state,
        int attempts,
        @Nullable Double nextAttempt,
        @Nullable Double sentAt,
        @Nullable String error,
        @Nullable String attemptedBy,
        @Nullable Double attemptUntil) {
    /** Whether the sink has it. */
    @EnumNaming(EnumNamingStrategies.LowerCamelCaseStrategy.class)
    public enum State {
        WAITING,
        SENT
    }

    private static final double FIRST_PAUSE = 1;
    private static final double LONGEST_PAUSE = 300;
    private static final int DOUBLINGS = 10;

    static Send to(String sink, String key) {
        return new Send(sink, key, State.WAITING, 0, null, null, null, null, null);
    }

    /** Somebody tries. */
    public Send attempted(String who, double until) {
        return new Send(sink, key, state, attempts + 1, nextAttempt, sentAt, error, who, until);
    }

    /** The sink has accepted it. */
    public Send accepted(double now) {
        return new Send(sink, key, State.SENT, attempts, null, now, null, null, null);
    }

    /** The attempt came to nothing; the next one is later the more there were: after 1, 2, 4 … 300 seconds. */
    public Send refused(String why, double now) {
        double pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE * (1L << Math.min(DOUBLINGS, Math.max(0, attempts - 1))));
        return new Send(sink, key, state, attempts, now + pause, null, why, null, null);
    }

    /** Not before this time can it be tried. @param alone whether nobody else than {@code who} ever tries */
    public double due(String who, boolean alone) {
        boolean others = attemptedBy != null && !attemptedBy.equals(who) && !alone;
        double free = others && attemptUntil != null ? attemptUntil : 0;
        return Math.max(free, nextAttempt == null ? 0 : nextAttempt);
    }
}
