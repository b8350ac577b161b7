package org.ewms.skymap.internal.surface;

/** exp(−TS/2) integrated over each cell, on the quadratic of the pixel the cell takes its value from. */
final class Integral {
    /** exp(−30) of the peak: beyond this a cell's own value is good enough. */
    private static final double NEGLIGIBLE = 60;

    /** The knee above which steep surroundings are squashed: as for the 90 % contour. */
    private static final double KNEE = 28;

    private static final int FEWEST = 2;

    private final Leaves leaves;
    private final double offset;
    private final Surface surface;
    private final boolean cellMeans;
    private final TsDistribution.Builder distribution = new TsDistribution.Builder();

    private Integral(Samples samples, Leaves leaves, MinimumFit minimum, boolean cellMeans) {
        this.leaves = leaves;
        this.offset = minimum.ts();
        this.surface = new Surface(samples, offset, KNEE, 0);
        this.cellMeans = cellMeans;
    }

    /**
     * Probability of every cell; zero where nothing is known.
     *
     * @param cellMeans whether exp(−TS/2) of a cell is its mean already, as in maps of probability, not its value at the centre; the
     *     surface then only says how it is spread within the cell
     */
    static Posterior over(Samples samples, Leaves leaves, MinimumFit minimum, boolean cellMeans) {
        var integral = new Integral(samples, leaves, minimum, cellMeans);
        double[] mass = new double[leaves.size()];
        int divisions = integral.divisions();
        for (int i = 0; i < mass.length; i++) {
            mass[i] = integral.mass(i, divisions);
        }
        double sum = sum(mass);
        for (int i = 0; i < mass.length; i++) {
            mass[i] /= sum;
        }
        return new Posterior(mass, integral.distribution.build());
    }

    private int divisions() {
        long relevant = 0;
        for (int i = 0; i < leaves.size(); i++) {
            relevant += leaves.ts(i) - offset < NEGLIGIBLE ? 1 : 0;
        }
        return relevant < 20_000 ? 8 : relevant < 200_000 ? 4 : FEWEST;
    }

    private double mass(int i, int divisions) {
        if (!leaves.scanned(i) || cellMeans && Double.isNaN(leaves.ts(i))) {
            return 0;
        }
        double own = leaves.ts(i) - offset;
        if (own > NEGLIGIBLE || divisions == FEWEST && flat(i)) {
            double mass = leaves.area(i) * Math.exp(-own / 2);
            distribution.add(own, mass);
            return mass;
        }
        double[] ts = within(i, divisions);
        double mean = 0;
        for (double each : ts) {
            mean += Math.exp(-each / 2) / ts.length;
        }
        double mass = leaves.area(i) * (cellMeans ? Math.exp(-own / 2) : mean);
        for (double each : ts) {
            distribution.add(each, mass / ts.length * Math.exp(-each / 2) / mean);
        }
        return mass;
    }

    /** TS in the middle of each piece of a cell. */
    private double[] within(int i, int divisions) {
        Quadratic fit = surface.newFit(leaves.level(i), leaves.source(i));
        double[] out = new double[divisions * divisions];
        for (int a = 0; a < divisions; a++) {
            for (int b = 0; b < divisions; b++) {
                double[] p =
                        FacePlane.inside(leaves.order(i), leaves.nest(i), (a + 0.5) / divisions, (b + 0.5) / divisions);
                out[a * divisions + b] = surface.ofPixel(fit, p);
            }
        }
        return out;
    }

    /** Whether so little happens from pixel to pixel that its own value serves for all of it. */
    private boolean flat(int i) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double ts : surface.stencil(leaves.level(i), leaves.source(i))) {
            low = Math.min(low, ts);
            high = Math.max(high, ts);
        }
        return high - low < 1;
    }

    /** Neumaier's compensated sum: a hundred million tiny terms lose nothing. */
    private static double sum(double[] values) {
        double sum = 0;
        double lost = 0;
        for (double value : values) {
            double next = sum + value;
            lost += sum >= value ? sum - next + value : value - next + sum;
            sum = next;
        }
        return sum + lost;
    }
}
