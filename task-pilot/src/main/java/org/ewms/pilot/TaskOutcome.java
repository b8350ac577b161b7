package org.ewms.pilot;

import java.util.List;
import org.ewms.mqclient.Message;

/** How an attempt ended. */
public sealed interface TaskOutcome {
    /** The task is done; the results are published, confirmed, before the event is acknowledged. */
    record Done(List<Message> results) implements TaskOutcome {
        public Done {
            results = List.copyOf(results);
        }
    }

    /** This attempt failed; another may succeed. After the last attempt the event is dead-lettered with the reason. */
    record Failed(String reason, FailureKind kind) implements TaskOutcome {
        /** The task says so itself. */
        public Failed(String reason) {
            this(reason, FailureKind.TASK);
        }
    }

    /** No attempt can succeed (the event is malformed): dead-lettered at once. */
    record Poison(String reason) implements TaskOutcome {}
}
