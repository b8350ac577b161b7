package org.ewms.pilot.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What all pilots of a node know of it. A node is proven once a task has succeeded there, or has run for longer than sick nodes need to fail.
 * Until then only a few tasks are begun at a time, so that a node where everything fails at once costs no more than these. After so many
 * failures in a row it is taken for sick and rests; then one task is tried. Pure.
 *
 * @param proven whether it has done well since it last was sick
 * @param trials tasks under way that will tell
 * @param failures in a row
 * @param sickUntil when it may be tried again; the epoch while it was never sick
 * @param next number of the next trial
 */
public record NodeHealth(boolean proven, List<Trial> trials, int failures, Instant sickUntil, long next) {
    /** Before anything is known. */
    public static final NodeHealth UNKNOWN = new NodeHealth(false, List.of(), 0, Instant.EPOCH, 1);

    /** A task under way. */
    public record Trial(long number, Instant begun) {}

    /**
     * When a node is sick.
     *
     * @param failures in a row that make it so, ≥ 1
     * @param within a failure after a longer time is none of the node's
     * @param rest before it is tried again
     */
    public record Rule(int failures, Duration within, Duration rest) {}

    public NodeHealth {
        trials = List.copyOf(trials);
    }

    public boolean sickAt(Instant now) {
        return now.isBefore(sickUntil);
    }

    /** Whether a task may be begun now that is a trial. */
    boolean admits(Rule rule, Instant now) {
        return !sickAt(now) && failures + trials.size() < rule.failures();
    }

    /** With one more trial, whose number was {@link #next}. */
    NodeHealth tried(Instant now) {
        List<Trial> all = new ArrayList<>(trials);
        all.add(new Trial(next, now));
        return new NodeHealth(proven, all, failures, sickUntil, next + 1);
    }

    /** The same a little later: a trial that has run for long enough proves the node. */
    NodeHealth at(Rule rule, Instant now) {
        boolean longEnough =
                trials.stream().anyMatch(each -> !now.isBefore(each.begun().plus(rule.within())));
        return longEnough ? healthy() : this;
    }

    /** A task has done well. */
    NodeHealth healthy() {
        return proven && failures == 0 && trials.isEmpty() ? this : new NodeHealth(true, List.of(), 0, sickUntil, next);
    }

    /** A trial has told nothing. */
    NodeHealth without(long trial) {
        return new NodeHealth(
                proven, trials.stream().filter(each -> each.number() != trial).toList(), failures, sickUntil, next);
    }

    /** A task has failed at once. After the last one that is tolerated only one trial is made after the rest. */
    NodeHealth failed(long trial, Rule rule, Instant now) {
        NodeHealth left = without(trial);
        int more = failures + 1;
        return more < rule.failures()
                ? new NodeHealth(proven, left.trials(), more, sickUntil, next)
                : new NodeHealth(false, List.of(), rule.failures() - 1, now.plus(rule.rest()), next);
    }
}
