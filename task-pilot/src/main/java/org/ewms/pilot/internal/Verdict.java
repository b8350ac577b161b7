package org.ewms.pilot.internal;

import org.ewms.pilot.FailureKind;

/** What becomes of an event that was in hand. */
sealed interface Verdict {
    /** Its results are confirmed. */
    record Acknowledge(long tookNanos) implements Verdict {}

    /**
     * To be tried again later.
     *
     * @param ofNode whether it may have failed for the node alone
     */
    record Retry(String reason, FailureKind kind, boolean ofNode) implements Verdict {}

    /** To the dead letters. */
    record Bury(String reason) implements Verdict {}

    /** Back to the queue at once, for no fault of its own. */
    record Return(String reason) implements Verdict {}
}
