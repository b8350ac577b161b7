package org.ewms.run.internal;

import org.ewms.mqclient.Delivery;
import org.ewms.run.Outcome;
import org.ewms.run.WorkKey;

/** What the threads of a run tell the one that counts. */
sealed interface News {
    /** A result, or a dead letter, from the broker. */
    record Arrived(Delivery delivery) implements News {}

    /** An input that is not to be run, or is to be run again. */
    record Passed(Plan.Decision decision, WorkKey key) implements News {}

    /** An input that cannot even be read. */
    record Unreadable(Outcome.Failed failure) implements News {}

    /** All inputs have been looked at. */
    record AllSent() implements News {}

    /** The broker is lost, or there is a bug. */
    record Broken(Throwable cause) implements News {}
}
