package org.ewms.workflow;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.ewms.workflow.scaling.Scaling;
import org.jspecify.annotations.Nullable;

/**
 * What a user asked for, and what is still to be done about it.
 *
 * @param id {@code WF-…}
 * @param priority larger comes first
 * @param terms what else was agreed
 * @param deactivated null while active
 * @param deactivatedAt null while active
 * @param creation what {@link Step#CREATE} is to write
 * @param todo steps not done
 * @param fed how many events {@link Step#FEED} has put in
 * @param attempts at the first step of {@code todo}
 * @param lease who does them now, null if nobody
 * @param scaling the last decision on the workers of each task whose number of workers is not fixed, by the task's id
 * @param version grows by one with each change
 */
public record Workflow(
        String id,
        Instant timestamp,
        int priority,
        Terms terms,
        @Nullable Deactivation deactivated,
        @Nullable Instant deactivatedAt,
        Creation creation,
        Set<Step> todo,
        long fed,
        Attempts attempts,
        @Nullable Lease lease,
        Map<String, Scaling> scaling,
        long version) {
    /** What a taskforce added later has more in priority: its workflow is under way, so it should not queue up behind others. */
    public static final int ADDED_WORKERS_PRIORITY = 100;

    public Workflow {
        todo = Set.copyOf(todo);
        scaling = Map.copyOf(scaling);
    }

    /** A new, active workflow with everything to be done. */
    public static Workflow of(String id, Instant now, int priority, Terms terms, Creation creation) {
        Set<Step> all = EnumSet.of(Step.CREATE, Step.ACTIVATE, Step.LAUNCH);
        if (!terms.inputs().isEmpty()) {
            all.add(Step.FEED);
        }
        return new Workflow(id, now, priority, terms, null, null, creation, all, 0, Attempts.NONE, null, Map.of(), 0);
    }

    /** With these tasks, by id, whose number of workers is to be decided again and again. */
    public Workflow elastic(Map<String, Scaling> tasks) {
        return next(terms, creation, todo, fed, attempts, lease, tasks, version);
    }

    /** With its queues among what is to be created. */
    public Workflow withQueues(QueueGroup queues) {
        return next(terms, creation.with(queues), todo, fed, attempts, lease, version);
    }

    /** Come from this request. */
    public Workflow from(Terms.Origin origin) {
        return next(terms.with(origin), creation, todo, fed, attempts, lease, version);
    }

    /** As it is once {@link Step#CREATE} has been done, which is noted with the next change. */
    public Workflow created() {
        return done(Step.CREATE).since(version - 1);
    }

    /** All that has happened since this version as one change, to be written at once. */
    public Workflow since(long before) {
        return next(terms, creation, todo, fed, attempts, lease, before + 1);
    }

    /** What its user was told of it at first. */
    public Workflow asAccepted() {
        return new Workflow(
                id, timestamp, priority, terms, null, null, creation, todo, fed, attempts, lease, scaling, version);
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
                id,
                timestamp,
                priority,
                terms,
                why,
                now,
                creation,
                left,
                fed,
                Attempts.NONE,
                lease,
                scaling,
                version + 1));
    }

    /** With one more taskforce to be created and launched; empty when deactivated. */
    public Optional<Workflow> adding(TaskforcePlan taskforce) {
        if (!active()) {
            return Optional.empty();
        }
        Set<Step> more = EnumSet.of(Step.CREATE, Step.LAUNCH);
        more.addAll(todo);
        return Optional.of(next(terms, creation.and(taskforce), more, fed, attempts, lease, version + 1));
    }

    /** With these decisions on its tasks' workers, and the taskforces they ask for to be created and launched; empty when deactivated. */
    public Optional<Workflow> scaled(Map<String, Scaling> decisions, List<TaskforcePlan> more) {
        if (!active()) {
            return Optional.empty();
        }
        Set<Step> steps = EnumSet.noneOf(Step.class);
        steps.addAll(todo);
        Creation creates = creation;
        for (TaskforcePlan each : more) {
            creates = creates.and(each);
            steps.addAll(EnumSet.of(Step.CREATE, Step.LAUNCH));
        }
        return Optional.of(next(terms, creates, steps, fed, attempts, lease, decisions, version + 1));
    }

    /** Shared with others than before. */
    public Workflow shared(Sharing with) {
        return next(terms.with(with), creation, todo, fed, attempts, lease, version + 1);
    }

    /** With so many events put in altogether. */
    public Workflow fed(long events) {
        return next(terms, creation, todo, events, Attempts.NONE, lease, version + 1);
    }

    /** With this step done. */
    public Workflow done(Step step) {
        Set<Step> left = EnumSet.noneOf(Step.class);
        left.addAll(todo);
        left.remove(step);
        Creation creates = step == Step.CREATE ? Creation.NOTHING : creation;
        return next(terms, creates, left, fed, Attempts.NONE, lease, version + 1);
    }

    /** The same change, with the next step not to be done before then. */
    public Workflow resting(Instant until) {
        return next(terms, creation, todo, fed, new Attempts(0, until, null), null, version);
    }

    /** With one more failed attempt at its next step. */
    public Workflow failed(String error, Instant now, Backoff backoff, double chance) {
        return next(terms, creation, todo, fed, attempts.failed(error, now, backoff, chance), null, version + 1);
    }

    /** Taken by one process for its next steps; empty when another has it or nothing is due. */
    public Optional<Workflow> leased(Lease by, Instant now) {
        return dueAt(now) ? Optional.of(next(terms, creation, todo, fed, attempts, by, version + 1)) : Optional.empty();
    }

    /** The same change, but in nobody's hands: nothing is left to do. */
    public Workflow idle() {
        return next(terms, creation, todo, fed, attempts, null, version);
    }

    private Workflow next(
            Terms agreed,
            Creation creates,
            Set<Step> steps,
            long events,
            Attempts tries,
            @Nullable Lease by,
            long number) {
        return next(agreed, creates, steps, events, tries, by, scaling, number);
    }

    private Workflow next(
            Terms agreed,
            Creation creates,
            Set<Step> steps,
            long events,
            Attempts tries,
            @Nullable Lease by,
            Map<String, Scaling> decisions,
            long number) {
        return new Workflow(
                id,
                timestamp,
                priority,
                agreed,
                deactivated,
                deactivatedAt,
                creates,
                steps,
                events,
                tries,
                by,
                decisions,
                number);
    }
}
