package org.ewms.skymap.internal.plot;

import org.jspecify.annotations.Nullable;

/** The whole sky in an ellipse with a right ascension in the middle, right ascension growing to the left. */
final class AllSky implements Projection {
    private final Oval oval;
    private final double middle;

    /** @param middleRa degrees */
    AllSky(Oval oval, double middleRa) {
        this.oval = oval;
        this.middle = Math.toRadians(middleRa);
    }

    private double longitude(double[] direction) {
        return Math.IEEEremainder(Math.atan2(direction[1], direction[0]) - middle, 2 * Math.PI);
    }

    private double[] mirrored(double longitude, double sinLatitude) {
        double[] p = oval.plane(longitude, Math.clamp(sinLatitude, -1, 1));
        return new double[] {-p[0], p[1]};
    }

    @Override
    public double[] plane(double[] direction) {
        return mirrored(longitude(direction), direction[2]);
    }

    @Override
    public double @Nullable [] direction(double x, double y) {
        if (x * x / 4 + y * y >= 1) {
            return null;
        }
        double[] at = oval.sphere(-x, y);
        double ra = middle + at[0];
        double r = Math.sqrt(Math.max(0, 1 - at[1] * at[1]));
        return new double[] {r * Math.cos(ra), r * Math.sin(ra), at[1]};
    }

    @Override
    public double @Nullable [][] seam(double[] from, double[] to) {
        double a = longitude(from);
        double b = longitude(to);
        if (Math.abs(a - b) <= Math.PI) {
            return null;
        }
        double before = Math.PI - Math.abs(a);
        double whole = before + Math.PI - Math.abs(b);
        double z = from[2] + (whole == 0 ? 0 : before / whole * (to[2] - from[2]));
        return new double[][] {mirrored(Math.copySign(Math.PI, a), z), mirrored(Math.copySign(Math.PI, b), z)};
    }
}
