package org.ewms.skymap.internal.surface;

/** exp(−TS/2) integrated over each cell, on the quadratic of the pixel the cell takes its value from. */
public final class Integral {
    /** exp(−30) of the peak: beyond this a cell's own value is good enough. */
    private static final double NEGLIGIBLE = 60;

    /** The knee above which steep surroundings are squashed: as for the 90 % contour. */
    private static final double KNEE = 28;

    private static final int FEWEST = 2;

    private final Leaves leaves;
    private final double offset;
    private final Surface surface;

    private Integral(Samples samples, Leaves leaves, MinimumFit minimum) {
        this.leaves = leaves;
        this.offset = minimum.ts();
        this.surface = new Surface(samples, offset, KNEE, 0);
    }

    /** One value per cell, normalised: they sum to 1. Zero where nothing is known. */
    public static double[] over(Samples samples, Leaves leaves, MinimumFit minimum) {
        var integral = new Integral(samples, leaves, minimum);
        double[] mass = new double[leaves.size()];
        int divisions = integral.divisions();
        for (int i = 0; i < mass.length; i++) {
            mass[i] = leaves.area(i) * integral.mean(i, divisions);
        }
        double sum = sum(mass);
        for (int i = 0; i < mass.length; i++) {
            mass[i] /= sum;
        }
        return mass;
    }

    private int divisions() {
        long relevant = 0;
        for (int i = 0; i < leaves.size(); i++) {
            relevant += leaves.ts(i) - offset < NEGLIGIBLE ? 1 : 0;
        }
        return relevant < 20_000 ? 8 : relevant < 200_000 ? 4 : FEWEST;
    }

    private double mean(int i, int divisions) {
        double own = leaves.ts(i) - offset;
        if (!leaves.scanned(i)) {
            return 0;
        }
        if (own > NEGLIGIBLE) {
            return Math.exp(-own / 2);
        }
        if (divisions == FEWEST && flat(i)) {
            return Math.exp(-own / 2);
        }
        Quadratic fit = surface.newFit(leaves.level(i), leaves.source(i));
        double sum = 0;
        for (int a = 0; a < divisions; a++) {
            for (int b = 0; b < divisions; b++) {
                double[] p =
                        FacePlane.inside(leaves.order(i), leaves.nest(i), (a + 0.5) / divisions, (b + 0.5) / divisions);
                sum += Math.exp(-surface.ofPixel(fit, p) / 2);
            }
        }
        return sum / (divisions * divisions);
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
