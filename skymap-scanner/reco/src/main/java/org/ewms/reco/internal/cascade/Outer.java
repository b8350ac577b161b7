package org.ewms.reco.internal.cascade;

import java.util.Arrays;

/** Sum of outer products of five-component gradients: the empirical Fisher information. Not thread-safe. */
public final class Outer {
    private static final int N = 5;
    private final double[] sum = new double[N * N];
    private final double[] scale;

    /**
     * @param scale factor of each component
     */
    public Outer(double... scale) {
        this.scale = scale.clone();
    }

    void clear() {
        Arrays.fill(sum, 0);
    }

    void add(double a, double b, double c, double d, double e) {
        row(0, a, a, b, c, d, e);
        row(1, b, a, b, c, d, e);
        row(2, c, a, b, c, d, e);
        row(3, d, a, b, c, d, e);
        row(4, e, a, b, c, d, e);
    }

    private void row(int k, double factor, double a, double b, double c, double d, double e) {
        sum[N * k] += factor * a;
        sum[N * k + 1] += factor * b;
        sum[N * k + 2] += factor * c;
        sum[N * k + 3] += factor * d;
        sum[N * k + 4] += factor * e;
    }

    void into(double[] matrix) {
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < N; j++) {
                matrix[N * i + j] = sum[N * i + j] * scale[i] * scale[j];
            }
        }
    }
}
