package org.ewms.workflow;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Failed attempts at a workflow's next step.
 *
 * @param failures in a row
 * @param notBefore when it is tried again
 * @param lastError what went wrong, null if nothing did
 */
public record Attempts(
        int failures, Instant notBefore, @Nullable String lastError) {
    public static final Attempts NONE = new Attempts(0, Instant.EPOCH, null);

    /** One more failure; the next attempt waits as {@code backoff} says. */
    public Attempts failed(String error, Instant now, Backoff backoff, double chance) {
        return new Attempts(failures + 1, now.plus(backoff.delay(failures + 1, chance)), error);
    }
}
