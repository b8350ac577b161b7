package org.ewms.pilot;

/** What sort of failure it was: retries may differ by it. */
public enum FailureKind {
    /** The program ended with an exit code other than 0, or by a signal that was not the pilot's. */
    EXIT,
    /**
     * SIGTERM ended it, which was not the pilot's. Like {@link #EXIT}, unless the pilot is told to stop in the same moment: a batch system that
     * ends a job may tell all its processes at once, and the attempt then does not count.
     */
    TERMINATED,
    /** It took longer than allowed and was killed. */
    TIMEOUT,
    /** It used more memory than allowed and was killed. */
    MEMORY,
    /** What it returned cannot be used: too large, malformed, for a queue there is not. */
    RESULT,
    /** It could not be started at all: the node, not the event, is suspected. */
    START,
    /** The task itself says that it failed. */
    TASK,
    /** The runner threw an exception. */
    THROWN;

    private static final int SIGTERM = 128 + 15;

    /** @param code not 0; 128 + signal if a signal ended it */
    public static FailureKind ofExitCode(int code) {
        return code == SIGTERM ? TERMINATED : EXIT;
    }
}
