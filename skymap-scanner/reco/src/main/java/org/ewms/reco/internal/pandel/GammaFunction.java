package org.ewms.reco.internal.pandel;

/** ln Γ and its derivative ψ for positive arguments: recurrence up to 12, then the Stirling series. Bit-reproducible. */
public final class GammaFunction {
    private static final double HALF_LN_2PI = 0.91893853320467274178;
    private static final double[] STIRLING = {
        1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156, -3617.0 / 122400
    };

    private GammaFunction() {}

    public static double ln(double x) {
        double product = 1;
        double z = x;
        while (z < 12) {
            product *= z;
            z += 1;
        }
        double inverse = 1 / z;
        double square = inverse * inverse;
        double series = 0;
        for (int k = STIRLING.length - 1; k >= 0; k--) {
            series = series * square + STIRLING[k];
        }
        return (z - 0.5) * StrictMath.log(z) - z + HALF_LN_2PI + series * inverse - StrictMath.log(product);
    }

    /** ψ(x) = d ln Γ / dx. */
    public static double digamma(double x) {
        double shift = 0;
        double z = x;
        while (z < 12) {
            shift += 1 / z;
            z += 1;
        }
        double square = 1 / (z * z);
        double series = 0;
        for (int k = STIRLING.length - 1; k >= 0; k--) {
            series = series * square + STIRLING[k] * (2 * k + 1);
        }
        return StrictMath.log(z) - 0.5 / z - series * square - shift;
    }
}
