package org.ewms.healpix.internal;

import java.util.Arrays;

/** Set operations on sorted disjoint half-open ranges, kept as starts and ends in turn. */
public final class RangeAlgebra {
    /** Bit a + 2 b of an operation says whether a place in (a = first, b = second) belongs to the result. */
    public static final int UNION = 0b1110;

    public static final int INTERSECTION = 0b1000;
    public static final int DIFFERENCE = 0b0010;

    private RangeAlgebra() {}

    /** Merges two lists of bounds by an operation. */
    public static long[] combine(long[] a, long[] b, int operation) {
        long[] out = new long[a.length + b.length];
        int used = 0;
        int i = 0;
        int j = 0;
        boolean open = false;
        while (i < a.length || j < b.length) {
            long next = Math.min(i < a.length ? a[i] : Long.MAX_VALUE, j < b.length ? b[j] : Long.MAX_VALUE);
            i += i < a.length && a[i] == next ? 1 : 0;
            j += j < b.length && b[j] == next ? 1 : 0;
            boolean now = (operation >> (i & 1) + 2 * (j & 1) & 1) == 1;
            if (now != open) {
                out[used++] = next;
                open = now;
            }
        }
        return Arrays.copyOf(out, used);
    }

    /** Sorts ranges and joins those that touch or overlap; the arguments are changed. */
    public static long[] normalise(long[] starts, long[] ends) {
        // A place is covered while more ranges have started than ended, whichever end belongs to which start.
        Arrays.sort(starts);
        Arrays.sort(ends);
        long[] out = new long[2 * starts.length];
        int used = 0;
        for (int i = 0; i < starts.length; i++) {
            if (used > 0 && starts[i] <= out[used - 1]) {
                out[used - 1] = ends[i];
            } else {
                out[used++] = starts[i];
                out[used++] = ends[i];
            }
        }
        return Arrays.copyOf(out, used);
    }

    /** The index of the start of the range that holds a value, or -1. */
    public static int at(long[] bounds, long value) {
        int found = Arrays.binarySearch(bounds, value);
        int bound = found >= 0 ? found : -found - 2;
        return bound >= 0 && (bound & 1) == 0 ? bound : -1;
    }

    /** How many values of [from, to) the ranges hold. */
    public static long covered(long[] bounds, long from, long to) {
        int found = Arrays.binarySearch(bounds, from);
        int i = (found >= 0 ? found : -found - 2) & ~1;
        long sum = 0;
        for (i = Math.max(i, 0); i < bounds.length && bounds[i] < to; i += 2) {
            sum += Math.max(0, Math.min(to, bounds[i + 1]) - Math.max(from, bounds[i]));
        }
        return sum;
    }
}
