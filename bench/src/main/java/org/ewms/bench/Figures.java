package org.ewms.bench;

import java.util.Arrays;

/** Figures of repeated measurements. */
public final class Figures {
    private Figures() {}

    /**
     * The middle one; of an even number the mean of the two in the middle.
     *
     * @throws IllegalArgumentException when there are none
     */
    public static double median(double... values) {
        return quantile(0.5, values);
    }

    /**
     * The value below which a part of the values lies, interpolated.
     *
     * @param part 0 … 1
     */
    public static double quantile(double part, double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no values to take a quantile of");
        }
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double at = part * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(below + 1, sorted.length - 1);
        return below == at ? sorted[below] : sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
