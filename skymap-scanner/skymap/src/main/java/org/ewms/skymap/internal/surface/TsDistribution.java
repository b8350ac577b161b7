package org.ewms.skymap.internal.surface;

/** How much probability lies below each TS. Immutable. */
public final class TsDistribution {
    private static final double WIDTH = 0.002;
    /** exp(−32) of the peak: what lies above is told apart no more. */
    private static final int BINS = 32_000;

    /** Probability below the lower end of each bin; the last element is that below the highest. */
    private final double[] below;

    private TsDistribution(double[] below) {
        this.below = below;
    }

    /** Gathers the masses of pieces of the sky, in any unit. */
    static final class Builder {
        private final double[] mass = new double[BINS + 1];

        void add(double ts, double pieceMass) {
            mass[(int) Math.clamp(ts / WIDTH, 0, BINS)] += pieceMass;
        }

        TsDistribution build() {
            double total = 0;
            for (double each : mass) {
                total += each;
            }
            double[] below = new double[BINS + 1];
            for (int i = 0; i < BINS; i++) {
                below[i + 1] = below[i] + mass[i] / total;
            }
            return new TsDistribution(below);
        }
    }

    /** Probability of everything with a TS below this, 0 … 1. */
    public double below(double ts) {
        if (ts >= BINS * WIDTH) {
            return 1;
        }
        double at = Math.max(0, ts) / WIDTH;
        int bin = (int) at;
        return below[bin] + (at - bin) * (below[bin + 1] - below[bin]);
    }

    /** The TS below which this probability lies; at most 64. */
    public double ts(double probability) {
        int low = 0;
        int high = BINS;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (below[middle] <= probability) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double step = below[high] - below[low];
        return WIDTH * (low + (step > 0 ? Math.clamp((probability - below[low]) / step, 0, 1) : 1));
    }
}
