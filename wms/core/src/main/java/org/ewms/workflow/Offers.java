package org.ewms.workflow;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Which taskforce a TMS is given next. */
public final class Offers {
    /** Starters: priority, then fewest failures, then age. */
    private static final Comparator<Taskforce> START = Comparator.comparingInt(
                    (Taskforce each) -> -each.plan().priority())
            .thenComparingLong(each -> each.failures(Phase.CONDOR_SUBMIT))
            .thenComparing(Offers::age)
            .thenComparing(Taskforce::uuid);

    private static final Comparator<Taskforce> STOP =
            Comparator.comparing(Offers::age).thenComparing(Taskforce::uuid);

    private final int retries;

    /** @param retries attempts after the first that failed, for submission and removal each; ≥ 0 */
    public Offers(int retries) {
        if (retries < 0) {
            throw new IllegalArgumentException("TMS_ACTION_RETRIES must be >= 0, is " + retries);
        }
        this.retries = retries;
    }

    /** The one to be submitted next. */
    public Optional<Taskforce> toStart(Collection<Taskforce> waiting, String holder, Instant now) {
        return waiting.stream()
                .filter(each -> startable(each) && free(each, holder, now))
                .min(START);
    }

    /**
     * The one to be removed next.
     *
     * @param holder who asks; empty when it does not claim, and so knows no submission ids: it is given only what has a cluster
     */
    public Optional<Taskforce> toStop(Collection<Taskforce> waiting, String holder, Instant now) {
        return waiting.stream()
                .filter(each -> stoppable(each) && free(each, holder, now))
                .filter(each -> each.cluster() != null || (!holder.isEmpty() && !each.leasedAt(now)))
                .min(STOP);
    }

    /** Whether it waits for submission and may still be tried. */
    public boolean startable(Taskforce taskforce) {
        return taskforce.phase() == Phase.PENDING_STARTER && taskforce.failures(Phase.CONDOR_SUBMIT) <= retries;
    }

    /**
     * Whether it waits for removal and may still be tried. One without a cluster waits too when it was claimed for submission: its
     * cluster may exist and is then found by its submission id.
     */
    public boolean stoppable(Taskforce taskforce) {
        return taskforce.phase() == Phase.PENDING_STOPPER
                && taskforce.mayHaveCluster()
                && taskforce.failures(Phase.CONDOR_RM) <= retries;
    }

    /** Why nothing will happen to it without help, if that is so. */
    public Optional<String> stuck(Taskforce taskforce) {
        if (taskforce.phase() == Phase.PENDING_STARTER && !startable(taskforce)) {
            return Optional.of("submission failed " + taskforce.failures(Phase.CONDOR_SUBMIT) + " times, last: "
                    + lastFailure(taskforce));
        }
        if (taskforce.phase() == Phase.PENDING_STOPPER && taskforce.mayHaveCluster() && !stoppable(taskforce)) {
            return Optional.of("removal failed " + taskforce.failures(Phase.CONDOR_RM) + " times, last: "
                    + lastFailure(taskforce));
        }
        return Optional.empty();
    }

    private static String lastFailure(Taskforce taskforce) {
        return taskforce.log().reversed().stream()
                .filter(each -> !each.successful())
                .findFirst()
                .map(PhaseChange::context)
                .orElse("unknown");
    }

    /** A holder is given again what it holds: it may have lost the answer. */
    private static boolean free(Taskforce taskforce, String holder, Instant now) {
        return !taskforce.leasedAt(now)
                || (taskforce.lease() != null && taskforce.lease().holder().equals(holder));
    }

    private static Instant age(Taskforce taskforce) {
        return taskforce.plan().timestamp();
    }
}
