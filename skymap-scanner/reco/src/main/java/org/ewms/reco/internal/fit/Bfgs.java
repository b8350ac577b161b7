package org.ewms.reco.internal.fit;

/**
 * Quasi-Newton minimisation (BFGS on the inverse Hessian, first metric from the objective), with a step limit and a box.
 *
 * <p>Deterministic, and safe against NaN: a trial point without a finite value is treated as too far.
 *
 * @param maxStep longest single step, in the variables' unit
 * @param bound |variable| never exceeds it
 * @param tolerance stop when the expected further decrease is below it
 * @param maxEvaluations stop after so many
 */
public record Bfgs(double maxStep, double bound, double tolerance, int maxEvaluations) {
    private static final double ARMIJO = 1e-4;
    private static final double CURVATURE = 0.7;
    private static final int MAX_TRIALS = 25;

    /**
     * @param value least value found; NaN when the start has none
     * @param at where
     * @param evaluations how many it took
     * @param converged false when it ran out of evaluations
     */
    public record Minimum(double value, double[] at, int evaluations, boolean converged) {}

    /** Minimises from a start; the start is not changed. */
    public Minimum minimise(Objective objective, double[] start) {
        return new Run(this, objective, start).go();
    }

    private static final class Run {
        final Bfgs options;
        final Objective objective;
        final int n;
        final double[] inverse;
        final double[] step;
        final double[] change;
        final double[] product;
        double[] x;
        double[] gradient;
        double[] trial;
        double[] trialGradient;
        double value;
        int evaluations;

        Run(Bfgs options, Objective objective, double[] start) {
            this.options = options;
            this.objective = objective;
            n = objective.dimension();
            x = start.clone();
            inverse = new double[n * n];
            gradient = new double[n];
            trial = new double[n];
            trialGradient = new double[n];
            step = new double[n];
            change = new double[n];
            product = new double[n];
        }

        Minimum go() {
            value = objective.evaluate(x, gradient);
            evaluations = 1;
            if (!finite(value, gradient)) {
                return new Minimum(Double.NaN, x, evaluations, false);
            }
            resetMetric();
            boolean fresh = true;
            while (evaluations < options.maxEvaluations) {
                double slope = chooseStep();
                if (-0.5 * slope < options.tolerance) {
                    return new Minimum(value, x, evaluations, true);
                }
                if (search(slope)) {
                    update();
                    fresh = false;
                } else if (fresh) {
                    return new Minimum(value, x, evaluations, true);
                } else {
                    objective.evaluate(x, gradient);
                    evaluations++;
                    resetMetric();
                    fresh = true;
                }
            }
            return new Minimum(value, x, evaluations, false);
        }

        private void resetMetric() {
            objective.curvature(inverse);
            SmallMatrix.invert(inverse, n);
        }

        /** Sets the step, not longer than allowed; returns the slope along it (negative). */
        private double chooseStep() {
            double slope = newton();
            if (!(slope < 0)) {
                resetMetric();
                slope = newton();
            }
            double length = Math.sqrt(dot(step, step));
            if (length > options.maxStep) {
                double scale = options.maxStep / length;
                for (int i = 0; i < n; i++) {
                    step[i] *= scale;
                }
                slope *= scale;
            }
            return slope;
        }

        private double newton() {
            double slope = 0;
            for (int i = 0; i < n; i++) {
                double sum = 0;
                for (int j = 0; j < n; j++) {
                    sum -= inverse[i * n + j] * gradient[j];
                }
                step[i] = sum;
                slope += sum * gradient[i];
            }
            return slope;
        }

        /** Finds a point lower enough along the step, in {@code trial}; false when there is none. */
        private boolean search(double slope) {
            double scale = 1;
            for (int t = 0; t < MAX_TRIALS && evaluations < options.maxEvaluations; t++) {
                double there = tryStep(scale);
                if (there <= value + ARMIJO * scale * slope) {
                    expand(scale, there, slope);
                    return true;
                }
                double parabola = -slope * scale * scale / (2 * (there - value - slope * scale));
                scale = parabola > 0.1 * scale && parabola < 0.6 * scale ? parabola : 0.25 * scale;
            }
            return false;
        }

        /** While the function still falls steeply, and for at most three doublings, goes on; keeps the last point that was better. */
        private void expand(double scale, double there, double slope) {
            double best = there;
            double at = scale;
            for (int k = 0; k < 3; k++) {
                boolean steep = dot(trialGradient, step) < CURVATURE * slope;
                boolean longest = 2 * at * Math.sqrt(dot(step, step)) > options.maxStep;
                if (!steep || longest || evaluations >= options.maxEvaluations) {
                    break;
                }
                double next = tryStep(2 * at);
                if (!(next < best)) {
                    best = tryStep(at);
                    break;
                }
                best = next;
                at = 2 * at;
            }
            value = best;
        }

        private double tryStep(double scale) {
            for (int i = 0; i < n; i++) {
                double to = x[i] + scale * step[i];
                trial[i] = Math.max(-options.bound, Math.min(options.bound, to));
            }
            evaluations++;
            double there = objective.evaluate(trial, trialGradient);
            return finite(there, trialGradient) ? there : Double.POSITIVE_INFINITY;
        }

        /** Moves to the trial point and learns the curvature along the way taken. */
        private void update() {
            double curvature = 0;
            double gg = 0;
            double ss = 0;
            for (int i = 0; i < n; i++) {
                step[i] = trial[i] - x[i];
                change[i] = trialGradient[i] - gradient[i];
                curvature += step[i] * change[i];
                gg += change[i] * change[i];
                ss += step[i] * step[i];
            }
            swap();
            if (curvature > 1e-8 * Math.sqrt(gg * ss)) {
                SmallMatrix.bfgs(inverse, step, change, product, curvature, n);
            }
        }

        private void swap() {
            double[] oldX = x;
            double[] oldGradient = gradient;
            x = trial;
            gradient = trialGradient;
            trial = oldX;
            trialGradient = oldGradient;
        }

        private static double dot(double[] a, double[] b) {
            double sum = 0;
            for (int i = 0; i < a.length; i++) {
                sum += a[i] * b[i];
            }
            return sum;
        }

        private static boolean finite(double value, double[] gradient) {
            double sum = value;
            for (double g : gradient) {
                sum += g;
            }
            return Double.isFinite(sum);
        }
    }
}
