package org.ewms.skymap.internal.plot;

/** Mollweide: equal-area, parallels are straight. */
final class Mollweide implements Oval {
    private static final int NEWTON_STEPS = 30;

    @Override
    public double[] plane(double longitude, double sinLatitude) {
        double theta = auxiliary(sinLatitude);
        return new double[] {2 / Math.PI * longitude * Math.cos(theta), Math.sin(theta)};
    }

    /** Solves 2θ + sin 2θ = π sin(latitude). */
    private static double auxiliary(double sinLatitude) {
        if (Math.abs(sinLatitude) > 1 - 1e-12) {
            return Math.copySign(Math.PI / 2, sinLatitude);
        }
        double theta = Math.asin(sinLatitude);
        for (int i = 0; i < NEWTON_STEPS; i++) {
            double slope = 2 + 2 * Math.cos(2 * theta);
            double step = (2 * theta + Math.sin(2 * theta) - Math.PI * sinLatitude) / Math.max(slope, 1e-9);
            theta = Math.clamp(theta - step, -Math.PI / 2, Math.PI / 2);
            if (Math.abs(step) < 1e-12) {
                break;
            }
        }
        return theta;
    }

    @Override
    public double[] sphere(double x, double y) {
        double theta = Math.asin(y);
        return new double[] {
            Math.PI / 2 * x / Math.cos(theta), (2 * theta + Math.sin(2 * theta)) / Math.PI,
        };
    }
}
