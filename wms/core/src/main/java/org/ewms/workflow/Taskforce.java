package org.ewms.workflow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One application of a task directive to one batch cluster.
 *
 * @param plan what never changes
 * @param phase where it is
 * @param log every change of phase and every failed attempt, oldest first
 * @param cluster null until submitted
 * @param submissionId of the attempt to submit under way, or of the one that succeeded; null when no TMS has claimed it
 * @param lease who acts on it now, null if nobody
 * @param progress as last reported
 * @param version grows by one with each change
 */
public record Taskforce(
        TaskforcePlan plan,
        Phase phase,
        List<PhaseChange> log,
        @Nullable Cluster cluster,
        @Nullable String submissionId,
        @Nullable Lease lease,
        Progress progress,
        long version) {
    public Taskforce {
        log = List.copyOf(log);
    }

    /** As it is at its creation. */
    public static Taskforce of(TaskforcePlan plan) {
        PhaseChange created = PhaseChange.to(Phase.PRE_MQ_ACTIVATION, plan.timestamp(), plan.createdBy(), "Created");
        return new Taskforce(plan, Phase.PRE_MQ_ACTIVATION, List.of(created), null, null, null, Progress.NONE, 0);
    }

    public String uuid() {
        return plan.uuid();
    }

    /** Whether the batch system has, or may have, a cluster of it: one is known, or somebody set out to submit it. */
    public boolean mayHaveCluster() {
        return cluster != null || submissionId != null;
    }

    /** Number of failed attempts to reach the phase. */
    public long failures(Phase target) {
        return log.stream()
                .filter(each -> each.target() == target && !each.successful())
                .count();
    }

    /** Whether the log has an entry, successful or not, for the phase. */
    boolean logged(Phase target) {
        return log.stream().anyMatch(each -> each.target() == target);
    }

    /** Whether somebody acts on it now. */
    public boolean leasedAt(Instant now) {
        return lease != null && lease.liveAt(now);
    }

    /** With what a TMS said of its jobs. That may come after the end: the last words of a cluster are told late. */
    public Taskforce reported(Progress said) {
        return new Taskforce(plan, phase, log, cluster, submissionId, lease, said, version + 1);
    }

    /** All that has happened to it since as one change, to be written at once. */
    public Taskforce since(Taskforce before) {
        return new Taskforce(plan, phase, log, cluster, submissionId, lease, progress, before.version + 1);
    }

    Taskforce moved(PhaseChange change) {
        return new Taskforce(plan, change.target(), with(change), cluster, submissionId, null, progress, version + 1);
    }

    /** Moved, but whoever was about to submit it keeps the lease: until it ends, a cluster may still appear. */
    Taskforce stopping(PhaseChange change) {
        return new Taskforce(plan, change.target(), with(change), cluster, submissionId, lease, progress, version + 1);
    }

    Taskforce noted(PhaseChange change) {
        return new Taskforce(plan, phase, with(change), cluster, submissionId, null, progress, version + 1);
    }

    Taskforce claimed(@Nullable String submission, Lease by) {
        return new Taskforce(plan, phase, log, cluster, submission, by, progress, version + 1);
    }

    Taskforce withCluster(Cluster submitted) {
        return new Taskforce(plan, phase, log, submitted, submissionId, lease, progress, version);
    }

    Taskforce withoutSubmission() {
        return new Taskforce(plan, phase, log, cluster, null, lease, progress, version);
    }

    private List<PhaseChange> with(PhaseChange change) {
        List<PhaseChange> longer = new ArrayList<>(log);
        longer.add(change);
        return longer;
    }
}
