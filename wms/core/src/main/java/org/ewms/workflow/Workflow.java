package org.ewms.workflow;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a user asked for, and what is still to be done about it.
 *
 * @param id {@code WF-…}
 * @param priority larger comes first
 * @param owner who asked for it; null when authentication is off
 * @param deactivated null while active
 * @param deactivatedAt null while active
 * @param creation what {@link Step#CREATE} is to write
 * @param todo steps not done
 * @param attempts at the first step of {@code todo}
 * @param lease who does them now, null if nobody
 * @param version grows by one with each change
 */
public record Workflow(
        String id,
        Instant timestamp,
        int priority,
        @Nullable String owner,
        @Nullable Deactivation deactivated,
        @Nullable Instant deactivatedAt,
        Creation creation,
        Set<Step> todo,
        Attempts attempts,
        @Nullable Lease lease,
        long version) {
    /** What a taskforce added later has more in priority: its workflow is under way, so it should not queue up behind others. */
    public static final int ADDED_WORKERS_PRIORITY = 100;

    public Workflow {
        todo = Set.copyOf(todo);
    }

    /** A new, active workflow with everything to be done. */
    public static Workflow of(String id, Instant now, int priority, @Nullable String owner, Creation creation) {
        Set<Step> all = EnumSet.of(Step.CREATE, Step.ACTIVATE, Step.LAUNCH);
        return new Workflow(id, now, priority, owner, null, null, creation, all, Attempts.NONE, null, 0);
    }

    /** With its queues among what is to be created. */
    public Workflow withQueues(QueueGroup queues) {
        return new Workflow(
                id,
                timestamp,
                priority,
                owner,
                deactivated,
                deactivatedAt,
                creation.with(queues),
                todo,
                attempts,
                lease,
                version);
    }

    public boolean active() {
        return deactivated == null;
    }

    /** The first step to be done, if there is one. */
    public Optional<Step> next() {
        return todo.stream().sorted().findFirst();
    }

    /** Whether there is something to do, the wait after a failure is over, and nobody else does it. */
    public boolean dueAt(Instant now) {
        return !todo.isEmpty() && !now.isBefore(attempts.notBefore()) && (lease == null || !lease.liveAt(now));
    }

    /** Deactivated, for good; empty when it was before. Activation and launch are struck off, whatever has come of them. */
    public Optional<Workflow> deactivated(Deactivation why, Instant now) {
        if (!active()) {
            return Optional.empty();
        }
        Set<Step> left = EnumSet.of(Step.STOP, Step.REMOVE_QUEUES);
        if (todo.contains(Step.CREATE)) {
            left.add(Step.CREATE);
        }
        return Optional.of(new Workflow(
                id, timestamp, priority, owner, why, now, creation, left, Attempts.NONE, lease, version + 1));
    }

    /** With one more taskforce to be created and launched; empty when deactivated. */
    public Optional<Workflow> adding(TaskforcePlan taskforce) {
        if (!active()) {
            return Optional.empty();
        }
        Set<Step> more = EnumSet.of(Step.CREATE, Step.LAUNCH);
        more.addAll(todo);
        return Optional.of(changed(creation.and(taskforce), more, attempts, lease));
    }

    /** With this step done. */
    public Workflow done(Step step) {
        Set<Step> left = EnumSet.noneOf(Step.class);
        left.addAll(todo);
        left.remove(step);
        return changed(step == Step.CREATE ? Creation.NOTHING : creation, left, Attempts.NONE, lease);
    }

    /** The same change, with the next step not to be done before then. */
    public Workflow resting(Instant until) {
        return new Workflow(
                id,
                timestamp,
                priority,
                owner,
                deactivated,
                deactivatedAt,
                creation,
                todo,
                new Attempts(0, until, null),
                null,
                version);
    }

    /** With one more failed attempt at its next step. */
    public Workflow failed(String error, Instant now, Backoff backoff, double chance) {
        return changed(creation, todo, attempts.failed(error, now, backoff, chance), null);
    }

    /** Taken by one process for its next steps; empty when another has it or nothing is due. */
    public Optional<Workflow> leased(Lease by, Instant now) {
        return dueAt(now) ? Optional.of(changed(creation, todo, attempts, by)) : Optional.empty();
    }

    /** The same change, but in nobody's hands: nothing is left to do. */
    public Workflow idle() {
        return new Workflow(
                id, timestamp, priority, owner, deactivated, deactivatedAt, creation, todo, attempts, null, version);
    }

    private Workflow changed(Creation creates, Set<Step> steps, Attempts tries, @Nullable Lease by) {
        return new Workflow(
                id, timestamp, priority, owner, deactivated, deactivatedAt, creates, steps, tries, by, version + 1);
    }
}
