package org.ewms.scanner.internal;

import org.ewms.scanner.RunCounts;

/** Tallies of one run of a scan. Confined to one thread. */
final class FitCounts {
    private long accepted;
    private long duplicates;
    private long malformed;
    private long retried;
    private long abandoned;
    private long sent;
    private double seconds;

    void accepted() {
        accepted++;
    }

    void duplicate() {
        duplicates++;
    }

    void malformed() {
        malformed++;
    }

    void retried() {
        retried++;
    }

    void abandoned() {
        abandoned++;
    }

    void sent(int fits) {
        sent += fits;
    }

    void seconds(double value) {
        seconds += value;
    }

    /** The figures now. */
    RunCounts now() {
        return new RunCounts(accepted, sent, duplicates, malformed, retried, abandoned, seconds);
    }
}
