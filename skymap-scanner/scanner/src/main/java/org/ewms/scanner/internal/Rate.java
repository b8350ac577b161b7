package org.ewms.scanner.internal;

/** Events per second over about the last ten seconds, from a clock given at every call. Confined to one thread. */
final class Rate {
    private static final int SLOTS = 40;
    private static final long STEP_NANOS = 250_000_000L;

    private final long[] counts = new long[SLOTS];
    private final long[] times = new long[SLOTS];
    private int filled;
    private int last = -1;

    /** Notes the running total. */
    void mark(long nanos, long total) {
        if (last < 0 || nanos - times[last] >= STEP_NANOS) {
            last = (last + 1) % SLOTS;
            times[last] = nanos;
            counts[last] = total;
            filled = Math.min(SLOTS, filled + 1);
        }
    }

    double perSecond(long nanos, long total) {
        if (filled == 0) {
            return 0;
        }
        int oldest = filled < SLOTS ? 0 : (last + 1) % SLOTS;
        double seconds = (nanos - times[oldest]) * 1e-9;
        return seconds > 0 ? (total - counts[oldest]) / seconds : 0;
    }
}
