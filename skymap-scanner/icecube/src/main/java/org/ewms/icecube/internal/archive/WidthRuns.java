package org.ewms.icecube.internal.archive;

import org.ewms.icecube.EventFormatException;

/**
 * Run-length coded powers of two: the widths of the pulses of one kind, in the order of the file. A byte is four bits of
 * value and four of length; bytes in a row with the same value are the digits of one longer length, lowest first.
 */
final class WidthRuns {
    /** Nobody sees more pulses than this many bits can count. */
    private static final int MOST_LENGTH_BITS = 32;

    private final byte[] runs;
    private int next;
    private int value;
    private long left;

    WidthRuns(byte[] runs) {
        this.runs = runs;
    }

    /** The next width, ns. */
    double next() throws EventFormatException {
        while (left == 0) {
            if (next == runs.length) {
                throw new EventFormatException("fewer pulse widths than pulses");
            }
            value = runs[next] & 0xF;
            int shift = 0;
            while (next < runs.length && (runs[next] & 0xF) == value) {
                int digit = (runs[next++] & 0xF0) >> 4;
                if (shift > MOST_LENGTH_BITS) {
                    throw new EventFormatException("a run of pulse widths without end");
                }
                left |= (long) digit << shift;
                shift += 4;
            }
        }
        left--;
        return 1 << value;
    }
}
