package org.ewms.workflow.health;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * Keeps work from a place where everything fails. It opens when several different things have failed there one after the other; then
 * nothing is sent for a while. The first thing sent after that decides: a success closes it, a failure opens it for twice as long.
 *
 * @param failed names of what has failed since the last success
 * @param opened how many times in a row
 * @param until when it may be tried again; the epoch while it never opened
 * @param lastError why the last one failed
 */
public record CircuitBreaker(Set<String> failed, int opened, Instant until, String lastError) {
    /** Nothing has failed. */
    public static final CircuitBreaker CLOSED = new CircuitBreaker(Set.of(), 0, Instant.EPOCH, "");

    /** One thing alone may fail for reasons of its own. */
    private static final int DIFFERENT = 3;

    private static final Duration FIRST_REST = Duration.ofSeconds(15);
    private static final Duration LONGEST_REST = Duration.ofMinutes(10);
    private static final int MOST_DOUBLINGS = 10;

    public CircuitBreaker {
        failed = Set.copyOf(failed);
    }

    /** Whether nothing is to be sent now. */
    public boolean openAt(Instant now) {
        return now.isBefore(until);
    }

    /** Something was sent and did well. */
    public CircuitBreaker succeeded() {
        return CLOSED;
    }

    /** Something was sent and failed. What was under way when it opened tells nothing new. */
    public CircuitBreaker failed(String name, String error, Instant now) {
        if (openAt(now)) {
            return this;
        }
        if (opened == 0 && failed.size() + (failed.contains(name) ? 0 : 1) < DIFFERENT) {
            Set<String> all = new HashSet<>(failed);
            all.add(name);
            return new CircuitBreaker(all, 0, until, error);
        }
        return new CircuitBreaker(Set.of(), opened + 1, now.plus(rest(opened)), error);
    }

    private static Duration rest(int doublings) {
        Duration rest = FIRST_REST.multipliedBy(1L << Math.min(doublings, MOST_DOUBLINGS));
        return rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
    }
}
