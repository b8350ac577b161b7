package org.ewms.skymap.internal.surface;

import java.util.Arrays;

/**
 * Fits that ended in a wrong minimum: their TS is far above what the 24 pixels around predict. Only values that are too high are
 * suspected, for a minimiser that stops early never reports too small a −ln L.
 *
 * @param samples the same, with the suspected values made NaN
 * @param noise rms scatter of the others near the minimum, by the median, which outliers do not move
 */
record Outliers(Samples samples, double noise) {
    private static final double RELEVANT = 60;
    private static final double NEAR = 10;
    private static final long MOST = 150_000;
    private static final int LEAST_POINTS = 12;
    private static final int REPEATS = 3;
    private static final double SIGMAS = 6;
    private static final double LEAST_EXCESS = 0.3;
    /** The prediction at the middle of a 5×5 stencil without its middle has a quarter of a pixel's variance. */
    private static final double PREDICTION = Math.sqrt(1.25);

    static Outliers of(Samples samples) {
        double[][] cleaned = new double[samples.levels()][];
        double[] misses = new double[1000];
        int count = 0;
        long relevant = relevant(samples);
        for (int level = 0; level < samples.levels(); level++) {
            cleaned[level] = samples.tsCopy(level);
            for (int i = 0; relevant < MOST && i < samples.size(level); i++) {
                double ts = samples.ts(level, i);
                if (ts > 0 && ts < RELEVANT) {
                    double[] found = compare(samples, level, i);
                    if (found[0] > Math.max(LEAST_EXCESS, SIGMAS * found[1])) {
                        cleaned[level][i] = Double.NaN;
                    } else if (ts < NEAR && level == samples.levels() - 1 && found[1] > 0 && count < misses.length) {
                        misses[count++] = Math.abs(found[0]);
                    }
                }
            }
        }
        Arrays.sort(misses, 0, count);
        double noise = count < LEAST_POINTS ? Double.NaN : 1.4826 * misses[count / 2] / PREDICTION;
        return new Outliers(samples.with(cleaned), noise);
    }

    private static long relevant(Samples samples) {
        long relevant = 0;
        for (int level = 0; level < samples.levels(); level++) {
            for (int i = 0; i < samples.size(level); i++) {
                relevant += samples.ts(level, i) < RELEVANT ? 1 : 0;
            }
        }
        return relevant;
    }

    /** How far a value is above the prediction, and the scatter of the pixels that predict; zeros when they are too few. */
    private static double[] compare(Samples samples, int level, int index) {
        int order = samples.order(level);
        long pixel = samples.nest(level, index);
        long[] around = Neighbourhood.of(order, pixel, 2);
        double[] centre = FacePlane.centre(order, pixel);
        double[][] p = new double[around.length][];
        double[] ts = new double[around.length];
        int n = 0;
        for (long member : around) {
            int at = member == pixel ? -1 : samples.find(level, member);
            if (at >= 0 && !Double.isNaN(samples.ts(level, at))) {
                p[n] = FacePlane.centre(order, member);
                ts[n++] = samples.ts(level, at);
            }
        }
        return n < LEAST_POINTS
                ? new double[2]
                : predict(p, ts, n, centre, Surface.pixelSize(order), samples.ts(level, index));
    }

    private static double[] predict(double[][] p, double[] ts, int n, double[] centre, double scale, double value) {
        double[] weight = new double[n];
        Arrays.fill(weight, 1);
        double scatter = 0;
        var fit = new Quadratic(centre, scale);
        for (int repeat = 0; repeat < REPEATS; repeat++) {
            fit = new Quadratic(centre, scale);
            for (int i = 0; i < n; i++) {
                fit.add(p[i], ts[i], weight[i]);
            }
            fit.solve();
            double[] size = new double[n];
            for (int i = 0; i < n; i++) {
                size[i] = Math.abs(ts[i] - fit.at(p[i]));
            }
            double[] sorted = size.clone();
            Arrays.sort(sorted);
            scatter = 1.4826 * sorted[n / 2];
            for (int i = 0; i < n; i++) {
                double excess = size[i] / Math.max(3 * scatter, 1e-9);
                weight[i] = 1 / (1 + excess * excess * excess * excess);
            }
        }
        return new double[] {value - fit.at(centre), scatter};
    }
}
