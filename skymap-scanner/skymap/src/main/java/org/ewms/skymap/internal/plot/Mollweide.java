package org.ewms.skymap.internal.plot;

import org.jspecify.annotations.Nullable;

/** The whole sky in an ellipse, −2 … 2 by −1 … 1, equal-area; 12 h in the middle, right ascension growing to the left. */
final class Mollweide implements Projection {
    private static final int NEWTON_STEPS = 30;

    @Override
    public double[] plane(double[] direction) {
        double sinDec = direction[2];
        double ra = Math.atan2(direction[1], direction[0]);
        double fromMiddle = Math.PI - (ra < 0 ? ra + 2 * Math.PI : ra);
        double theta = auxiliary(sinDec);
        return new double[] {2 / Math.PI * fromMiddle * Math.cos(theta), Math.sin(theta)};
    }

    /** Solves 2θ + sin 2θ = π sin(dec). */
    private static double auxiliary(double sinDec) {
        if (Math.abs(sinDec) > 1 - 1e-12) {
            return Math.copySign(Math.PI / 2, sinDec);
        }
        double theta = Math.asin(sinDec);
        for (int i = 0; i < NEWTON_STEPS; i++) {
            double slope = 2 + 2 * Math.cos(2 * theta);
            double step = (2 * theta + Math.sin(2 * theta) - Math.PI * sinDec) / Math.max(slope, 1e-9);
            theta = Math.clamp(theta - step, -Math.PI / 2, Math.PI / 2);
            if (Math.abs(step) < 1e-12) {
                break;
            }
        }
        return theta;
    }

    @Override
    public double @Nullable [] direction(double x, double y) {
        if (x * x / 4 + y * y >= 1) {
            return null;
        }
        double theta = Math.asin(y);
        double ra = Math.PI - Math.PI / 2 * x / Math.cos(theta);
        double z = (2 * theta + Math.sin(2 * theta)) / Math.PI;
        double r = Math.sqrt(Math.max(0, 1 - z * z));
        return new double[] {r * Math.cos(ra), r * Math.sin(ra), z};
    }
}
