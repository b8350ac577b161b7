package org.ewms.pilot.internal.process;

import java.time.Duration;

/** A process that was started here, whose outputs are heard. Not for several threads at once. */
interface Child {
    long pid();

    /**
     * Waits for its end; what it leaves in its process group is then killed.
     *
     * @param nanos at most; not positive for a look
     * @return whether it has ended
     */
    boolean await(long nanos) throws InterruptedException;

    /**
     * Of one that has ended.
     *
     * @return 128 + signal if a signal ended it
     */
    int exitCode();

    /** What it and its own ended children used; nothing where that is not known. */
    Usage usage();

    /** Hears what it and its descendants write until none can write any more, or patience ends. */
    void hearOut(Duration patience) throws InterruptedException;

    /** Hears no more. What still runs is killed. */
    void close();
}
