package org.ewms.skymap.internal.surface;

/** The surface of one scan with everything found out about it: its pixels without the misfits, its minimum. Immutable. */
public final class Likelihood {
    private final Samples samples;
    private final Leaves leaves;
    private final MinimumFit minimum;

    public Likelihood(Samples raw, Leaves leaves) {
        // Twice: the worst misfits hide lesser ones beside them.
        var cleaned = Outliers.of(Outliers.of(raw).samples());
        this.samples = cleaned.samples();
        this.leaves = leaves;
        this.minimum = MinimumFit.of(cleaned);
    }

    public MinimumFit minimum() {
        return minimum;
    }

    /** Everything below a TS above the minimum. */
    public Region below(double ts) {
        return new Region(samples, leaves, minimum, ts);
    }

    /** Probability of each cell. */
    public double[] probability() {
        return Integral.over(samples, leaves, minimum);
    }
}
