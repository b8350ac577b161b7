package org.ewms.scan.internal;

import java.util.Arrays;
import java.util.Random;

/** Pixels a rule proposes, per level; some may be in the scan already. */
public final class Candidates {
    private final long[][] pixels;
    private final int[] sizes;

    Candidates(int levels) {
        pixels = new long[levels][16];
        sizes = new int[levels];
    }

    void add(int level, long pixel) {
        if (sizes[level] == pixels[level].length) {
            pixels[level] = Arrays.copyOf(pixels[level], sizes[level] * 2);
        }
        pixels[level][sizes[level]++] = pixel;
    }

    /**
     * The pixels of a level, each once, in an order drawn from the seed. Unordered work spreads slow regions of the sky over the round,
     * and the order is part of what makes a scan reproducible.
     */
    public long[] shuffled(int level, Random random) {
        long[] out = Arrays.copyOf(pixels[level], sizes[level]);
        Arrays.sort(out);
        int unique = 0;
        for (long pixel : out) {
            if (unique == 0 || pixel != out[unique - 1]) {
                out[unique++] = pixel;
            }
        }
        out = Arrays.copyOf(out, unique);
        for (int i = unique - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            long swap = out[i];
            out[i] = out[j];
            out[j] = swap;
        }
        return out;
    }
}
