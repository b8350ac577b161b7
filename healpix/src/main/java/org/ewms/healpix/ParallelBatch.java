package org.ewms.healpix;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/**
 * The conversions of {@link HealpixBatch} on all processors: an array is cut into parts, and each part is handed to a
 * batch of its own. The answers are those of one batch. Thread-safe.
 */
public final class ParallelBatch {
    /** Elements of a part: large enough that handing it over costs nothing. */
    static final int PART = 1 << 16;

    private final Healpix healpix;
    private final ConcurrentLinkedQueue<HealpixBatch> idle = new ConcurrentLinkedQueue<>();

    private ParallelBatch(Healpix healpix) {
        this.healpix = healpix;
    }

    /** The parallel conversions of a resolution. */
    public static ParallelBatch of(Healpix healpix) {
        return new ParallelBatch(healpix);
    }

    /** What to do with a part of the arrays. */
    @FunctionalInterface
    public interface Conversion {
        /** Converts the elements from {@code from} (included) to {@code to} (excluded). */
        void convert(HealpixBatch batch, int from, int to);
    }

    /**
     * Converts the elements from {@code from} (included) to {@code to} (excluded), for instance with {@code (batch, a,
     * b) -> batch.ang2pixRing(theta, phi, pixels, a, b)}. When an element is refused, the exception is that of one of
     * the parts, and the others may have been written.
     *
     * @throws IllegalArgumentException when an element is outside its range
     * @throws IndexOutOfBoundsException unless 0 <= from <= to
     */
    public void run(int from, int to, Conversion conversion) {
        if (from < 0 || to < from) {
            throw new IndexOutOfBoundsException("elements from " + from + " to " + to);
        }
        int parts = Math.ceilDiv(to - from, PART);
        IntStream.range(0, parts).parallel().forEach(part -> {
            int start = from + part * PART;
            HealpixBatch batch = idle.poll();
            if (batch == null) {
                batch = HealpixBatch.of(healpix);
            }
            conversion.convert(batch, start, start + Math.min(PART, to - start));
            idle.add(batch);
        });
    }
}
