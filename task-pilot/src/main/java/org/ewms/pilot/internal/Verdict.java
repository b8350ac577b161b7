package org.ewms.pilot.internal;

import org.ewms.pilot.FailureKind;

/** What becomes of an event that was in hand. */
sealed interface Verdict {
    /** Its results are confirmed. */
    record Acknowledge(long tookNanos) implements Verdict {}

    /** To be tried again later. */
    record Retry(String reason, FailureKind kind) implements Verdict {}

    /** To the dead letters. */
    record Bury(String reason) implements Verdict {}

    /** Back to the queue at once, for no fault of its own. */
    record Return(String reason) implements Verdict {}
}
