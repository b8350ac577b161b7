package org.ewms.pilot.internal;

import java.time.Duration;

/** The end of a thread that has been told to finish what it has to say. */
public final class LastWords {
    private LastWords() {}

    /** Waits for the thread, and interrupts it when it takes too long; true if it has ended. Who is interrupted here waits no longer. */
    public static boolean await(Thread thread, Duration patience) {
        try {
            if (thread.join(patience)) {
                return true;
            }
            thread.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}
