package org.ewms.skymap.internal.surface;

/**
 * A least-squares quadratic in the Lambert azimuthal plane that touches the sphere at a centre. x and y are in units of a scale, so
 * that all coefficients are of the size of the values.
 */
final class Quadratic {
    static final int TERMS = 6;

    private final double[] centre;
    private final double[] east;
    private final double[] north;
    private final double scale;
    private final double[] normal = new double[TERMS * (TERMS + 1) / 2];
    private final double[] coefficient = new double[TERMS];
    private double lowest = Double.POSITIVE_INFINITY;

    /** @param scale radians that count as 1 */
    Quadratic(double[] centre, double scale) {
        this.centre = centre;
        this.scale = scale;
        double across = Math.hypot(centre[0], centre[1]);
        // Any pair of tangents will do at a pole.
        this.east = across < 1e-12 ? new double[] {0, 1, 0} : new double[] {-centre[1] / across, centre[0] / across, 0};
        this.north = cross(centre, east);
    }

    double x(double[] p) {
        return dot(east, p) * Math.sqrt(2 / (1 + Math.max(dot(centre, p), -0.99))) / scale;
    }

    double y(double[] p) {
        return dot(north, p) * Math.sqrt(2 / (1 + Math.max(dot(centre, p), -0.99))) / scale;
    }

    /** The direction of a point of the plane. */
    double[] direction(double x, double y) {
        double px = x * scale;
        double py = y * scale;
        double r2 = Math.min(px * px + py * py, 4);
        double along = 1 - r2 / 2;
        double across = Math.sqrt(1 - r2 / 4);
        double[] out = new double[3];
        for (int i = 0; i < 3; i++) {
            out[i] = along * centre[i] + across * (px * east[i] + py * north[i]);
        }
        return out;
    }

    void add(double[] p, double value, double weight) {
        add(x(p), y(p), value, weight);
    }

    void add(double x, double y, double value, double weight) {
        lowest = Math.min(lowest, value);
        double[] basis = {1, x, y, x * x, x * y, y * y};
        int at = 0;
        for (int i = 0; i < TERMS; i++) {
            coefficient[i] += weight * basis[i] * value;
            for (int j = 0; j <= i; j++) {
                normal[at++] += weight * basis[i] * basis[j];
            }
        }
    }

    boolean empty() {
        return normal[0] == 0;
    }

    /** Solves for the coefficients; with too few points the curvature, then the slope, stays near zero. */
    Quadratic solve() {
        double[] l = new double[normal.length];
        double ridge = 1e-7 * normal[0] + 1e-300;
        for (int i = 0; i < TERMS; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = normal[i * (i + 1) / 2 + j] + (i == j && i > 0 ? ridge : 0);
                for (int k = 0; k < j; k++) {
                    sum -= l[i * (i + 1) / 2 + k] * l[j * (j + 1) / 2 + k];
                }
                l[i * (i + 1) / 2 + j] = i == j ? Math.sqrt(Math.max(sum, 1e-300)) : sum / l[j * (j + 1) / 2 + j];
            }
        }
        for (int i = 0; i < TERMS; i++) {
            for (int k = 0; k < i; k++) {
                coefficient[i] -= l[i * (i + 1) / 2 + k] * coefficient[k];
            }
            coefficient[i] /= l[i * (i + 1) / 2 + i];
        }
        for (int i = TERMS - 1; i >= 0; i--) {
            for (int k = i + 1; k < TERMS; k++) {
                coefficient[i] -= l[k * (k + 1) / 2 + i] * coefficient[k];
            }
            coefficient[i] /= l[i * (i + 1) / 2 + i];
        }
        return this;
    }

    double at(double[] p) {
        return at(x(p), y(p));
    }

    /** The value, not far below the smallest it was made of: a valley narrower than the pixels must not dip to a false minimum. */
    double bounded(double[] p) {
        return Math.max(at(p), lowest - 1 - Math.max(lowest, 0) / 2);
    }

    double at(double x, double y) {
        double[] c = coefficient;
        return c[0] + x * (c[1] + c[3] * x + c[4] * y) + y * (c[2] + c[5] * y);
    }

    double[] coefficients() {
        return coefficient;
    }

    double scale() {
        return scale;
    }

    static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    static double[] cross(double[] a, double[] b) {
        return new double[] {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
    }
}
