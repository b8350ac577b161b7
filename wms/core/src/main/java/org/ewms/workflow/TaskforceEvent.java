package org.ewms.workflow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Everything that can happen to a taskforce. */
public sealed interface TaskforceEvent {
    /** Which row of the table of transitions it is. */
    Kind kind();

    /** Kinds of events. */
    enum Kind {
        QUEUES_ACTIVATED,
        ACTIVATION_FAILED,
        LAUNCHED,
        START_CLAIMED,
        SUBMITTED,
        SUBMIT_FAILED,
        STOP_REQUESTED,
        SCALED_DOWN,
        STOP_CLAIMED,
        REMOVED,
        REMOVE_FAILED,
        COMPLETED
    }

    /** The queues of its workflow are ready. */
    record QueuesActivated() implements TaskforceEvent {
        @Override
        public Kind kind() {
            return Kind.QUEUES_ACTIVATED;
        }
    }

    /** The queues of its workflow could not be made ready; it will be tried again. */
    record ActivationFailed(String reason) implements TaskforceEvent {
        @Override
        public Kind kind() {
            return Kind.ACTIVATION_FAILED;
        }
    }

    /** It is let through to the batch system. */
    record Launched() implements TaskforceEvent {
        @Override
        public Kind kind() {
            return Kind.LAUNCHED;
        }
    }

    /**
     * A TMS takes it for submission; no other may until the lease ends.
     *
     * @param submissionId used if the taskforce has none yet; an attempt keeps its id when another TMS takes it over
     */
    record StartClaimed(String submissionId, Lease lease) implements TaskforceEvent {
        @Override
        public Kind kind() {
            return Kind.START_CLAIMED;
        }
    }

    /**
     * Its cluster is in the batch system.
     *
     * @param submissionId as it was given with the claim; null from a TMS that does not claim
     */
    record Submitted(Cluster cluster, @Nullable String submissionId) implements TaskforceEvent {
        @Override
        public Kind kind() {
            return Kind.SUBMITTED;
        }
    }

    /** It could not be submitted: there is no cluster. */
    record SubmitFailed(String error) implements TaskforceEvent {
        @Override
        public Kind kind() {
            return Kind.SUBMIT_FAILED;
        }
    }

    /** Its workflow was deactivated. */
    record StopRequested(Deactivation why) implements TaskforceEvent {
        @Override
        public Kind kind() {
            return Kind.STOP_REQUESTED;
        }
    }

    /** Its task needs fewer workers now. */
    record ScaledDown(String reason) implements TaskforceEvent {
        @Override
        public Kind kind() {
            return Kind.SCALED_DOWN;
        }
    }

    /** A TMS takes it for removal; no other may until the lease ends. */
    record StopClaimed(Lease lease) implements TaskforceEvent {
        @Override
        public Kind kind() {
            return Kind.STOP_CLAIMED;
        }
    }

    /** Its cluster was told to go. */
    record Removed() implements TaskforceEvent {
        @Override
        public Kind kind() {
            return Kind.REMOVED;
        }
    }

    /** Its cluster could not be told to go; it will be tried again. */
    record RemoveFailed(String error) implements TaskforceEvent {
        @Override
        public Kind kind() {
            return Kind.REMOVE_FAILED;
        }
    }

    /** Its cluster is gone since {@code sourceTime} (seconds since 1970). */
    record Completed(long sourceTime) implements TaskforceEvent {
        @Override
        public Kind kind() {
            return Kind.COMPLETED;
        }
    }

    /** An event and when it was taken note of; a list of them replays a taskforce. */
    record At(TaskforceEvent event, Instant now) {}
}
