package org.ewms.workflow;

import java.util.Arrays;

/** Where a taskforce is in its life. The words are those of the REST API. */
public enum Phase {
    /** Its workflow's queues are not ready yet. */
    PRE_MQ_ACTIVATION("pre-mq-activation"),
    /** Queues are ready; waiting to be let through to the batch system. */
    PRE_LAUNCH("pre-launch"),
    /** Offered to the TMS of its schedd. */
    PENDING_STARTER("pending-starter"),
    /** Its cluster is in the batch system. */
    CONDOR_SUBMIT("condor-submit"),
    /** Its workflow was deactivated; its cluster, if it has one, is to be removed. */
    PENDING_STOPPER("pending-stopper"),
    /** Its cluster was told to go. */
    CONDOR_RM("condor-rm"),
    /** Its cluster is gone. Nothing follows. */
    CONDOR_COMPLETE("condor-complete");

    private final String word;

    Phase(String word) {
        this.word = word;
    }

    /** The word used in the API and in the store. */
    public String word() {
        return word;
    }

    /** Whether the taskforce is ending or has ended. */
    public boolean ending() {
        return compareTo(PENDING_STOPPER) >= 0;
    }

    /**
     * The phase of this word.
     *
     * @throws IllegalArgumentException naming the word and all that are allowed
     */
    public static Phase of(String word) {
        return Arrays.stream(values())
                .filter(each -> each.word.equals(word))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("phase must be one of "
                        + Arrays.stream(values()).map(Phase::word).toList() + ", is '" + word + "'"));
    }

    @Override
    public String toString() {
        return word;
    }
}
