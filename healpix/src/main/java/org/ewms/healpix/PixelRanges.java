package org.ewms.healpix;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * A set of pixels as sorted, disjoint, half-open ranges of ids. Reusable: a query clears it and fills it
 * again, without allocation once it has grown. Not thread-safe.
 *
 * <p>Ranges that touch are joined, so the same set always has the same ranges. The numbering (RING or
 * NESTED) and the resolution are those of the query that filled it.
 */
public final class PixelRanges {
    private static final int FIRST_CAPACITY = 16;

    private long[] bounds = new long[2 * FIRST_CAPACITY];
    private int used;

    /** An empty set. */
    public PixelRanges() {}

    /** Takes a range of pixels. */
    @FunctionalInterface
    public interface RangeConsumer {
        /** Takes the pixels from {@code from} (included) to {@code to} (excluded). */
        void accept(long from, long to);
    }

    /** Removes all pixels, keeping the memory. */
    public void clear() {
        used = 0;
    }

    /**
     * Adds the pixels from {@code from} (included) to {@code to} (excluded) behind the present ones; an
     * empty range changes nothing.
     *
     * @throws IllegalArgumentException when the range starts before the end of the last one, or ends
     *     before it starts
     */
    public void append(long from, long to) {
        if (to <= from) {
            if (to < from) {
                throw new IllegalArgumentException("range ends before it starts: " + from + " to " + to);
            }
            return;
        }
        if (used > 0 && from <= bounds[used - 1]) {
            if (from < bounds[used - 1]) {
                throw new IllegalArgumentException(
                        "range must start at or after " + bounds[used - 1] + " but starts at " + from);
            }
            bounds[used - 1] = to;
            return;
        }
        if (used == bounds.length) {
            bounds = Arrays.copyOf(bounds, 2 * used);
        }
        bounds[used++] = from;
        bounds[used++] = to;
    }

    /** The number of ranges. */
    public int count() {
        return used / 2;
    }

    /** True when there is no pixel. */
    public boolean isEmpty() {
        return used == 0;
    }

    /** The first pixel of range i. */
    public long start(int i) {
        return bounds[checked(i)];
    }

    /** The pixel behind the last of range i. */
    public long end(int i) {
        return bounds[checked(i) + 1];
    }

    private int checked(int i) {
        if (i < 0 || 2 * i >= used) {
            throw new IndexOutOfBoundsException("range " + i + " of " + count());
        }
        return 2 * i;
    }

    /** The number of pixels. */
    public long pixelCount() {
        long sum = 0;
        for (int i = 0; i < used; i += 2) {
            sum += bounds[i + 1] - bounds[i];
        }
        return sum;
    }

    /** True when the pixel is in the set. */
    public boolean contains(long pixel) {
        int at = Arrays.binarySearch(bounds, 0, used, pixel);
        int bound = at >= 0 ? at : -at - 2;
        return bound >= 0 && (bound & 1) == 0;
    }

    /** Hands over every range in ascending order. */
    public void forEachRange(RangeConsumer consumer) {
        for (int i = 0; i < used; i += 2) {
            consumer.accept(bounds[i], bounds[i + 1]);
        }
    }

    /** Hands over every pixel in ascending order. */
    public void forEach(LongConsumer consumer) {
        for (int i = 0; i < used; i += 2) {
            for (long p = bounds[i]; p < bounds[i + 1]; p++) {
                consumer.accept(p);
            }
        }
    }

    /**
     * All pixels in ascending order.
     *
     * @throws IllegalStateException when they do not fit into an array
     */
    public long[] toArray() {
        long pixels = pixelCount();
        if (pixels > Integer.MAX_VALUE - 8) {
            throw new IllegalStateException("too many pixels for an array: " + pixels + "; use forEachRange");
        }
        long[] all = new long[(int) pixels];
        int at = 0;
        for (int i = 0; i < used; i += 2) {
            for (long p = bounds[i]; p < bounds[i + 1]; p++) {
                all[at++] = p;
            }
        }
        return all;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PixelRanges that && Arrays.equals(bounds, 0, used, that.bounds, 0, that.used);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = 0; i < used; i++) {
            hash = 31 * hash + Long.hashCode(bounds[i]);
        }
        return hash;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("PixelRanges[");
        for (int i = 0; i < Math.min(used, 20); i += 2) {
            text.append(i == 0 ? "" : " ").append(bounds[i]).append("..").append(bounds[i + 1] - 1);
        }
        return text.append(used > 20 ? " ...]" : "]").toString();
    }
}
