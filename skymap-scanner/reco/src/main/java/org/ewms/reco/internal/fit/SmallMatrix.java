package org.ewms.reco.internal.fit;

/** Symmetric n×n matrices, n small, row by row in an array. */
final class SmallMatrix {
    private SmallMatrix() {}

    /**
     * Inverts in place (Gauss–Jordan). The diagonal is first raised a little, so that directions the data do not
     * constrain get long but finite steps.
     */
    static void invert(double[] m, int n) {
        double trace = 0;
        for (int i = 0; i < n; i++) {
            trace += m[i * n + i];
        }
        for (int i = 0; i < n; i++) {
            m[i * n + i] += 1e-6 * trace + 1e-9;
        }
        for (int k = 0; k < n; k++) {
            double pivot = 1 / m[k * n + k];
            m[k * n + k] = 1;
            for (int j = 0; j < n; j++) {
                m[k * n + j] *= pivot;
            }
            for (int i = 0; i < n; i++) {
                if (i != k) {
                    double factor = m[i * n + k];
                    m[i * n + k] = 0;
                    for (int j = 0; j < n; j++) {
                        m[i * n + j] -= factor * m[k * n + j];
                    }
                }
            }
        }
    }

    /** H ← H + (1 + yᵀHy/sᵀy) ssᵀ/sᵀy − (Hy sᵀ + s yᵀH)/sᵀy. */
    static void bfgs(double[] h, double[] s, double[] y, double[] hy, double sy, int n) {
        double yhy = 0;
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int j = 0; j < n; j++) {
                sum += h[i * n + j] * y[j];
            }
            hy[i] = sum;
            yhy += y[i] * sum;
        }
        double scale = (1 + yhy / sy) / sy;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                h[i * n + j] += scale * s[i] * s[j] - (hy[i] * s[j] + s[i] * hy[j]) / sy;
            }
        }
    }
}
