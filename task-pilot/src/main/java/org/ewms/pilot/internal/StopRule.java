package org.ewms.pilot.internal;

import java.time.Duration;
import java.util.Optional;
import org.ewms.pilot.PilotLimits;
import org.ewms.pilot.StopReason;

/**
 * When a pilot stops by itself: a pure function of times in nanoseconds.
 *
 * @param firstIdle limit of silence before the first event
 * @param idle limit of silence afterwards
 * @param lifetime limit from the start
 */
public record StopRule(long firstIdle, long idle, long lifetime) {
    private static final long LONGEST_WAIT = Duration.ofSeconds(1).toNanos();
    private static final long SHORTEST_WAIT = Duration.ofMillis(1).toNanos();

    /**
     * What the rule looks at.
     *
     * @param sinceStart age of the pilot
     * @param sinceActivity time since an event came or was settled, or the start
     * @param anyTaken whether an event came at all
     * @param inHand events taken and not yet settled
     */
    public record Facts(long sinceStart, long sinceActivity, boolean anyTaken, int inHand) {}

    public static StopRule of(PilotLimits limits) {
        return new StopRule(
                limits.firstIdle().toNanos(),
                limits.idle().toNanos(),
                limits.lifetime().toNanos());
    }

    public Optional<StopReason> judge(Facts facts) {
        if (facts.sinceStart() >= lifetime) {
            return Optional.of(StopReason.LIFETIME);
        }
        boolean silent = facts.inHand() == 0 && facts.sinceActivity() >= idleLimit(facts);
        return silent ? Optional.of(StopReason.IDLE) : Optional.empty();
    }

    /** How long to wait for an event before the rule must be asked again. */
    public Duration wait(Facts facts) {
        long untilIdle = facts.inHand() == 0 ? idleLimit(facts) - facts.sinceActivity() : idleLimit(facts);
        long until = Math.min(untilIdle, lifetime - facts.sinceStart());
        return Duration.ofNanos(Math.clamp(until, SHORTEST_WAIT, LONGEST_WAIT));
    }

    private long idleLimit(Facts facts) {
        return facts.anyTaken() ? idle : firstIdle;
    }
}
