package org.ewms.run;

import java.util.Optional;
import org.ewms.pilot.FileVersion;

/** How the work on one input ended; the journal's records. */
public sealed interface Outcome {
    WorkKey key();

    String input();

    String output();

    /**
     * The command ended well.
     *
     * @param version of the result when it was put in its place; empty if the command wrote none
     * @param wallMillis how long it took
     */
    record Done(WorkKey key, String input, String output, Optional<FileVersion> version, long wallMillis)
            implements Outcome {}

    /**
     * It did not, in any of its attempts.
     *
     * @param reason with exit code and last words
     */
    record Failed(WorkKey key, String input, String output, int attempts, String reason) implements Outcome {}
}
