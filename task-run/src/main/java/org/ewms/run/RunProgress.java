package org.ewms.run;

import java.time.Duration;

/**
 * How a run goes.
 *
 * @param total inputs
 * @param done in this run
 * @param failed in this run
 * @param failedBefore failed in an earlier run and not tried again in this one
 * @param skipped done in an earlier run, result still there
 * @param changed of those done or failed in this run: worked on before with another input or command, or their result was gone
 * @param leftOut never worked on, and not wanted in this run
 * @param rate done and failed per second, lately
 * @param secondsLeft until the end at that rate; NaN when unknown
 * @param runtime so far
 */
public record RunProgress(
        long total,
        long done,
        long failed,
        long failedBefore,
        long skipped,
        long changed,
        long leftOut,
        double rate,
        double secondsLeft,
        Duration runtime) {
    /** Inputs that need nothing more in this run. */
    public long settled() {
        return done + failed + failedBefore + skipped + leftOut;
    }

    /** Is told, on one thread. */
    public interface Listener {
        void progress(RunProgress now);
    }
}
