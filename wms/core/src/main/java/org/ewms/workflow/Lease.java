package org.ewms.workflow;

import java.time.Instant;

/**
 * Who acts on something, and until when nobody else may.
 *
 * @param holder name of the process
 * @param until the first instant at which it may be given to another
 */
public record Lease(String holder, Instant until) {
    /** Whether it still binds others. */
    public boolean liveAt(Instant now) {
        return now.isBefore(until);
    }
}
