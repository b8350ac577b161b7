package org.ewms.skymap.internal.surface;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The minimum of TS from a polynomial through many pixels, so that noise of single fits neither moves it nor lowers it.
 *
 * @param direction unit vector of the minimum
 * @param ts TS there, relative to the smallest evaluated value; may be of either sign
 * @param curvature xx, xy, yy of TS = h_xx x² + 2 h_xy x y + h_yy y² with x to the east and y to the north, per radian²
 * @param points how many pixels it rests on
 * @param noise rms scatter of single pixels about the surface, in units of TS
 */
public record MinimumFit(double[] direction, double ts, double[] curvature, int points, double noise) {
    private static final double WIDE = 4.6;
    private static final double NEAR = 1.5;
    private static final int ENOUGH = 12;
    private static final int MANY = 3000;
    private static final int REPLICAS = 16;
    private static final double NEGLIGIBLE = 0.01;

    private record Sample(double[] p, double ts, double distance) {}

    /**
     * The steadiest fit that describes the pixels: a quadratic through all with TS below 4.6 if the surface is one there, else a higher
     * degree or fewer pixels, at last the smallest pixel and its neighbours.
     */
    static MinimumFit of(Outliers cleaned) {
        Samples samples = cleaned.samples();
        double[] centre = FacePlane.centre(samples.minOrder(), samples.minNest());
        List<Sample> wide = thinned(below(samples, centre, WIDE));
        List<Sample> near = wide.stream().filter(s -> s.ts < NEAR).toList();
        double noise = noise(samples, wide, cleaned.noise());
        List<Trial> trials = List.of(
                new Trial(wide, 2),
                new Trial(wide, 4),
                new Trial(near, 2),
                new Trial(wide, 6),
                new Trial(near, 4),
                new Trial(nearest(wide, 200), 6),
                new Trial(nearest(wide, 100), 4),
                new Trial(nearest(wide, 48), 2),
                new Trial(nearest(wide, 24), 2),
                new Trial(nearest(wide, ENOUGH), 2));
        MinimumFit fit = firstGood(trials, 1.25 * noise, centre);
        fit = fit == null ? firstGood(trials, 1.6 * noise, centre) : fit;
        return fit != null ? fit : ofStencil(samples, centre, noise);
    }

    private record Trial(List<Sample> points, int degree) {}

    private static @Nullable MinimumFit firstGood(List<Trial> trials, double tolerance, double[] centre) {
        for (Trial trial : trials) {
            if (trial.points.size() >= 2 * Polynomial.terms(trial.degree)) {
                MinimumFit fit = fit(trial.points, trial.degree, centre);
                if (fit != null && fit.noise < Math.max(tolerance, 0.01) && fit.ts > -NEAR) {
                    return fit;
                }
            }
        }
        return null;
    }

    private static List<Sample> below(Samples samples, double[] centre, double cut) {
        List<Sample> out = new ArrayList<>();
        for (int level = 0; level < samples.levels(); level++) {
            for (int i = 0; i < samples.size(level); i++) {
                if (samples.ts(level, i) < cut) {
                    double[] p = FacePlane.centre(samples.order(level), samples.nest(level, i));
                    out.add(new Sample(p, samples.ts(level, i), angle(p, centre)));
                }
            }
        }
        out.sort(Comparator.comparingDouble(Sample::distance));
        return out;
    }

    /** Evenly fewer of very many: thousands determine a polynomial well enough. */
    private static List<Sample> thinned(List<Sample> samples) {
        int stride = 1 + samples.size() / MANY;
        return stride == 1
                ? samples
                : IntStream.iterate(0, i -> i < samples.size(), i -> i + stride)
                        .mapToObj(samples::get)
                        .toList();
    }

    private static List<Sample> nearest(List<Sample> sorted, int count) {
        return sorted.subList(0, Math.min(count, sorted.size()));
    }

    /**
     * Scatter of single pixels: what a quadratic through 9 neighbours leaves, over the pixels near the minimum, or another estimate if that
     * is smaller, as it is where the surface bends too much for a quadratic.
     */
    private static double noise(Samples samples, List<Sample> near, double other) {
        var surface = new Surface(samples, 0, 1e6, 0);
        double squares = 0;
        int count = 0;
        int level = samples.levels() - 1;
        for (Sample sample : nearest(near, 200)) {
            long pixel = FacePlane.pixel(samples.finestOrder(), FacePlane.locate(sample.p));
            double[] stencil = surface.stencil(level, pixel);
            if (java.util.Arrays.stream(stencil).noneMatch(Double::isNaN)) {
                double miss =
                        stencil[8] - surface.newFit(level, pixel).at(FacePlane.centre(samples.finestOrder(), pixel));
                squares += miss * miss;
                count++;
            }
        }
        // A 3×3 quadratic follows its own centre to 5/9: the miss has 4/9 of the variance.
        double own = count == 0 ? Double.NaN : Math.sqrt(squares / count * 9 / 4);
        double smaller = Double.isNaN(own) || other < own ? other : own;
        return Double.isNaN(smaller) ? 0 : smaller;
    }

    private static @Nullable MinimumFit fit(List<Sample> points, int degree, double[] centre) {
        int n = points.size();
        double scale = Math.max(points.getLast().distance, 1e-9);
        var plane = new Quadratic(centre, scale);
        double[] x = points.stream().mapToDouble(s -> plane.x(s.p)).toArray();
        double[] y = points.stream().mapToDouble(s -> plane.y(s.p)).toArray();
        double[] ts = points.stream().mapToDouble(Sample::ts).toArray();
        double[] weight =
                points.stream().mapToDouble(s -> 1 / (1 + Math.max(0, s.ts))).toArray();
        Polynomial fit = Polynomial.fit(degree, x, y, ts, weight);
        if (fit == null) {
            return null;
        }
        double[] at = lowest(fit, x, y, ts);
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double miss = ts[i] - fit.at(x[i], y[i], 0, 0);
            squares += miss * miss;
        }
        double unit = 2 * scale * scale;
        double[] curvature = {
            fit.at(at[0], at[1], 2, 0) / unit, fit.at(at[0], at[1], 1, 1) / unit, fit.at(at[0], at[1], 0, 2) / unit
        };
        double rms = Math.sqrt(squares / Math.max(1, n - Polynomial.terms(degree)));
        double min = fit.at(at[0], at[1], 0, 0);
        double bias = rms < NEGLIGIBLE ? 0 : bias(fit, degree, x, y, weight, min, rms);
        return new MinimumFit(plane.direction(at[0], at[1]), min - bias, curvature, n, rms);
    }

    /**
     * The minimum reached from the smallest value. In a valley or on a ring there may be none: then the lowest point of the fit near the
     * smallest value stands for it.
     */
    private static double[] lowest(Polynomial fit, double[] x, double[] y, double[] ts) {
        int start = 0;
        for (int i = 1; i < ts.length; i++) {
            start = ts[i] < ts[start] ? i : start;
        }
        double[] found = fit.minimum(x[start], y[start]);
        if (found != null && amongPoints(found, x, y)) {
            return found;
        }
        int best = start;
        for (int i = 0; i < x.length; i++) {
            boolean near = Math.hypot(x[i] - x[start], y[i] - y[start]) < 0.3;
            best = near && fit.at(x[i], y[i], 0, 0) < fit.at(x[best], y[best], 0, 0) ? i : best;
        }
        return new double[] {x[best], y[best]};
    }

    /**
     * How much too low noise makes a fitted minimum, by a parametric bootstrap: the fit is taken for the truth, scattered anew and fitted
     * again. The noise is the same in every run.
     */
    private static double bias(
            Polynomial truth, int degree, double[] x, double[] y, double[] weight, double min, double rms) {
        var random = new Random(1);
        double[] ts = new double[x.length];
        double sum = 0;
        int count = 0;
        for (int replica = 0; replica < REPLICAS; replica++) {
            for (int i = 0; i < ts.length; i++) {
                ts[i] = truth.at(x[i], y[i], 0, 0) + rms * random.nextGaussian();
            }
            Polynomial fit = Polynomial.fit(degree, x, y, ts, weight);
            if (fit != null) {
                double[] at = lowest(fit, x, y, ts);
                sum += fit.at(at[0], at[1], 0, 0) - min;
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    /** A minimum in a gap, as in the middle of a ring, is an artefact. */
    private static boolean amongPoints(double[] at, double[] x, double[] y) {
        int close = 0;
        for (int i = 0; i < x.length; i++) {
            close += Math.hypot(x[i] - at[0], y[i] - at[1]) < 0.6 ? 1 : 0;
        }
        return close >= Math.min(4, x.length / 3);
    }

    /** The smallest pixel's own quadratic, if its minimum is in or by that pixel; else the pixel's centre. */
    private static MinimumFit ofStencil(Samples samples, double[] centre, double noise) {
        int level = 0;
        while (samples.order(level) != samples.minOrder()) {
            level++;
        }
        Quadratic fit = new Surface(samples, 0, 1e6, 0).newFit(level, samples.minNest());
        double[] c = fit.coefficients();
        double unit = fit.scale() * fit.scale();
        double[] curvature = {c[3] / unit, c[4] / 2 / unit, c[5] / unit};
        double determinant = 4 * c[3] * c[5] - c[4] * c[4];
        double x = (c[4] * c[2] - 2 * c[5] * c[1]) / determinant;
        double y = (c[4] * c[1] - 2 * c[3] * c[2]) / determinant;
        boolean good = determinant > 0 && c[3] > 0 && Math.hypot(x, y) < 1;
        return good
                ? new MinimumFit(fit.direction(x, y), fit.at(x, y), curvature, 9, noise)
                : new MinimumFit(centre, 0, curvature, 1, noise);
    }

    private static double angle(double[] a, double[] b) {
        double[] n = Quadratic.cross(a, b);
        return Math.atan2(Math.sqrt(Quadratic.dot(n, n)), Quadratic.dot(a, b));
    }
}
