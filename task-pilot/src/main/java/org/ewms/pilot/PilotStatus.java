package org.ewms.pilot;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a pilot has done so far; every count is of attempts, the figures are not a snapshot of one instant.
 *
 * @param taken events given to the task runner
 * @param running of these, with the runner now
 * @param done results published and confirmed, event acknowledged
 * @param failed given back for another attempt
 * @param poisoned dead-lettered at once
 * @param returned given back because the pilot stopped
 * @param duplicates deliveries of an event that this pilot had in hand or had done already; not run again
 * @param settlementsLost acknowledgements the broker did not take, because the connection was lost meanwhile: the event comes again
 * @param busy time spent in the runner, summed over slots
 * @param stopping whether it takes no more events
 * @param lastError the latest failure in one line, null if there was none
 */
public record PilotStatus(
        long taken,
        int running,
        long done,
        long failed,
        long poisoned,
        long returned,
        long duplicates,
        long settlementsLost,
        Duration busy,
        boolean stopping,
        @Nullable String lastError) {}
