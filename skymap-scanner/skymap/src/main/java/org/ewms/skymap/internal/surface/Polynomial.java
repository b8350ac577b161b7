package org.ewms.skymap.internal.surface;

import org.jspecify.annotations.Nullable;

/** A least-squares polynomial of even degree in two variables of size about 1. */
final class Polynomial {
    private final int degree;
    private final double[] coefficient;

    private Polynomial(int degree, double[] coefficient) {
        this.degree = degree;
        this.coefficient = coefficient;
    }

    static int terms(int degree) {
        return (degree + 1) * (degree + 2) / 2;
    }

    /** Null when the points do not determine it. */
    static @Nullable Polynomial fit(int degree, double[] x, double[] y, double[] value, double[] weight) {
        int n = terms(degree);
        double[][] a = new double[n][n + 1];
        double[] basis = new double[n];
        for (int p = 0; p < x.length; p++) {
            basis(degree, x[p], y[p], basis);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    a[i][j] += weight[p] * basis[i] * basis[j];
                }
                a[i][n] += weight[p] * basis[i] * value[p];
            }
        }
        return eliminate(a) ? new Polynomial(degree, back(a)) : null;
    }

    /** Gauss with pivots on the diagonal, which a positive definite matrix allows. */
    private static boolean eliminate(double[][] a) {
        int n = a.length;
        double scale = a[0][0];
        for (int k = 0; k < n; k++) {
            if (!(a[k][k] > 1e-12 * scale)) {
                return false;
            }
            for (int i = k + 1; i < n; i++) {
                double factor = a[i][k] / a[k][k];
                for (int j = k; j <= n; j++) {
                    a[i][j] -= factor * a[k][j];
                }
            }
        }
        return true;
    }

    private static double[] back(double[][] a) {
        int n = a.length;
        double[] out = new double[n];
        for (int i = n - 1; i >= 0; i--) {
            double sum = a[i][n];
            for (int j = i + 1; j < n; j++) {
                sum -= a[i][j] * out[j];
            }
            out[i] = sum / a[i][i];
        }
        return out;
    }

    private static void basis(int degree, double x, double y, double[] out) {
        int at = 0;
        for (int total = 0; total <= degree; total++) {
            for (int j = 0; j <= total; j++) {
                out[at++] = power(x, total - j) * power(y, j);
            }
        }
    }

    private static double power(double base, int exponent) {
        double out = 1;
        for (int i = 0; i < exponent; i++) {
            out *= base;
        }
        return out;
    }

    /** The partial derivative, dx times in x and dy times in y; the value itself for 0, 0. */
    double at(double x, double y, int dx, int dy) {
        double sum = 0;
        int term = 0;
        for (int total = 0; total <= degree; total++) {
            for (int j = 0; j <= total; j++) {
                int i = total - j;
                if (i >= dx && j >= dy) {
                    sum += coefficient[term] * falling(i, dx) * falling(j, dy) * power(x, i - dx) * power(y, j - dy);
                }
                term++;
            }
        }
        return sum;
    }

    private static double falling(int n, int times) {
        double out = 1;
        for (int i = 0; i < times; i++) {
            out *= n - i;
        }
        return out;
    }

    /**
     * Walks downhill by damped Newton steps.
     *
     * @return x and y of a minimum with positive curvature, or null when there is none within distance 2 of the origin
     */
    double @Nullable [] minimum(double startX, double startY) {
        double x = startX;
        double y = startY;
        for (int step = 0; step < 60; step++) {
            double gx = at(x, y, 1, 0);
            double gy = at(x, y, 0, 1);
            double xx = at(x, y, 2, 0);
            double xy = at(x, y, 1, 1);
            double yy = at(x, y, 0, 2);
            double smallest = (xx + yy) / 2 - Math.hypot((xx - yy) / 2, xy);
            double damping = Math.max(0, 0.05 * (Math.abs(xx) + Math.abs(yy)) - smallest);
            double determinant = (xx + damping) * (yy + damping) - xy * xy;
            double moveX = -((yy + damping) * gx - xy * gy) / determinant;
            double moveY = -((xx + damping) * gy - xy * gx) / determinant;
            double shorten = Math.min(1, 0.2 / Math.hypot(moveX, moveY));
            x += shorten * moveX;
            y += shorten * moveY;
            if (!(x * x + y * y < 4)) {
                return null;
            }
            if (Math.hypot(moveX, moveY) < 1e-10) {
                return smallest > 0 ? new double[] {x, y} : null;
            }
        }
        return null;
    }
}
