package org.ewms.skymap.internal.surface;

/** The surface of one scan with everything found out about it: its pixels without the misfits, its minimum. */
public final class Likelihood {
    private final Samples samples;
    private final Leaves leaves;
    private final MinimumFit minimum;
    private final Surface surface;

    public Likelihood(Samples raw, Leaves leaves) {
        // Twice: the worst misfits hide lesser ones beside them.
        var cleaned = Outliers.of(Outliers.of(raw).samples());
        this.samples = cleaned.samples();
        this.leaves = leaves;
        this.minimum = MinimumFit.of(cleaned);
        this.surface = new Surface(samples, minimum.ts(), Region.LEAST_KNEE, minimum.noise());
    }

    public MinimumFit minimum() {
        return minimum;
    }

    /** Everything below a TS above the minimum. */
    public Region below(double ts) {
        return new Region(samples, leaves, minimum, ts);
    }

    /**
     * Probability of each cell.
     *
     * @param cellMeans whether the values stand for the means of their cells, not for their centres
     */
    public Posterior posterior(boolean cellMeans) {
        return Integral.over(samples, leaves, minimum, cellMeans);
    }

    /** TS above the minimum at a unit vector; huge where nothing was scanned. Keeps fits, hence synchronised. */
    public synchronized double ts(double[] p) {
        return surface.at(p);
    }
}
