package org.ewms.pilot;

import java.time.Duration;

/** Lets events through to the tasks of a node, or keeps them from one where everything fails. Asked by all slots at once. */
public interface NodeGate {
    /** Lets everything through. */
    NodeGate OPEN = new NodeGate() {
        @Override
        public Admission ask() {
            return Admission.FREE;
        }

        @Override
        public boolean ended(Admission.Go begun, Ending how, Duration took) {
            return false;
        }
    };

    /** Whether an event may be begun now. */
    sealed interface Admission {
        /** Without anything to remember. */
        Go FREE = new Go(0);

        /**
         * It may.
         *
         * @param trial number of the trial that it is; 0 when it is none
         */
        record Go(long trial) implements Admission {}

        /** Not yet: others that were begun before it will tell in a moment. */
        record Wait() implements Admission {}

        /** Not here: the node is taken for sick. */
        record Sick(String reason) implements Admission {}
    }

    /** How a task ended that was let through. */
    enum Ending {
        /** With results. */
        SUCCESS,
        /** It failed at its event's first attempt. */
        FAILURE,
        /** It failed, as its event had done before. */
        FAILURE_AGAIN,
        /** In a way that tells nothing of the node. */
        UNDECIDED
    }

    /** Asked when an event is there to be begun. */
    Admission ask();

    /**
     * What was let through has ended, after so long.
     *
     * @return whether it may have failed for the node alone, where nothing has succeeded yet: that should not be its event's last attempt
     */
    boolean ended(Admission.Go begun, Ending how, Duration took);
}
