package org.ewms.skymap;

import java.util.function.ToDoubleFunction;

/** Likelihoods whose contours have areas known in closed form. Angles in degrees. */
record KnownSky(ToDoubleFunction<double[]> ts, Area area) {
    private static final double SQUARE_DEGREES = Math.pow(180 / Math.PI, 2);

    /** Area in square degrees below a level. */
    interface Area {
        double below(double level);
    }

    static KnownSky gauss(SkyPosition centre, double sigma) {
        return new KnownSky(
                p -> Math.pow(centre.distanceDeg(SkyPosition.of(p)) / sigma, 2),
                level -> cap(sigma * Math.sqrt(level)));
    }

    static KnownSky annulus(SkyPosition centre, double radius, double width) {
        return new KnownSky(
                p -> Math.pow((centre.distanceDeg(SkyPosition.of(p)) - radius) / width, 2),
                level -> cap(radius + width * Math.sqrt(level)) - cap(Math.max(0, radius - width * Math.sqrt(level))));
    }

    /** A banana: a Gaussian sheared along a parabola in the equal-area plane, which keeps areas. */
    static KnownSky bent(SkyPosition centre, double sigma) {
        double[] c = centre.vector();
        double r = Math.hypot(c[0], c[1]);
        double[] east = {-c[1] / r, c[0] / r, 0};
        double[] north = {-c[2] * east[1], c[2] * east[0], c[0] * east[1] - c[1] * east[0]};
        ToDoubleFunction<double[]> ts = p -> {
            double stretch = Math.toDegrees(1) * Math.sqrt(2 / (1 + Math.max(-0.999999, dot(c, p))));
            double x = dot(east, p) * stretch;
            double y = dot(north, p) * stretch - 0.35 * x * x / sigma;
            return Math.pow(x / sigma, 2) + Math.pow(y / (0.4 * sigma), 2);
        };
        return new KnownSky(ts, level -> Math.PI * 0.4 * sigma * sigma * level);
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    private static double cap(double radius) {
        return 4 * Math.PI * Math.pow(Math.sin(Math.toRadians(radius) / 2), 2) * SQUARE_DEGREES;
    }
}
