package org.ewms.workflow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a taskforce's log: a change of phase, or an attempt at one that failed.
 *
 * @param target the phase that was wanted
 * @param at when it was recorded
 * @param successful whether the taskforce is now in that phase
 * @param sourceEventTime when it happened at its source, in seconds since 1970; null when that is not known to differ
 * @param source who caused it
 * @param context what else there is to say, possibly empty
 */
public record PhaseChange(
        Phase target,
        Instant at,
        boolean successful,
        @Nullable Long sourceEventTime,
        String source,
        String context) {
    /** Source of changes made by a user's client. */
    public static final String USER = "USER";
    /** Source of changes made by a TMS. */
    public static final String TMS = "TMS";
    /** Source of the stop after a deactivation. */
    public static final String DEACTIVATION = "User";
    /** Source of the change once queues are ready. */
    public static final String ACTIVATOR = "Workflow MQ Activator";
    /** Source of the change to the offered phase. */
    public static final String LAUNCHER = "Taskforce Launch Control";

    /** Source of taskforces that come and go with the backlog. */
    public static final String SCALING = "Scaling";

    static PhaseChange to(Phase target, Instant at, String source, String context) {
        return new PhaseChange(target, at, true, null, source, context);
    }

    static PhaseChange failed(Phase target, Instant at, String source, String context) {
        return new PhaseChange(target, at, false, null, source, context);
    }
}
