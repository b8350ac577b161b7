package org.ewms.healpix.internal;

/**
 * An ellipse on the sphere: the directions whose distances from two foci add up to at most twice the
 * semi-major axis. The foci are acos(cos a / cos b) from the middle.
 */
public final class Ellipse implements Region {
    private final double[] foci = new double[6];
    private final double sum;
    private final Levels levels;

    /** An ellipse with semi-axes a of at least b, the position angle counted from north through east. */
    public Ellipse(double theta, double phi, double a, double b, double angle, Levels levels) {
        this.sum = 2 * a;
        this.levels = levels;
        // sin^2(c / 2) of the focal distance c, without the cancellation of 1 - cos a / cos b.
        double hav = Trig.sin(0.5 * (a - b)) * Trig.sin(0.5 * (a + b)) / Trig.cos(b);
        double c = Trig.angleOfHaversine(hav);
        double z = Trig.cosColatitude(theta);
        double s = Trig.sinColatitude(theta);
        double cos = Trig.cos(phi);
        double sin = Trig.sin(phi);
        double north = Trig.sin(c) * Trig.cos(angle);
        double east = Trig.sin(c) * Trig.sin(angle);
        double along = Trig.cos(c);
        for (int i = 0; i < 2; i++) {
            double sign = 1 - 2 * i;
            foci[3 * i] = along * s * cos + sign * (-north * z * cos - east * sin);
            foci[3 * i + 1] = along * s * sin + sign * (-north * z * sin + east * cos);
            foci[3 * i + 2] = along * z + sign * north * s;
        }
    }

    private double distances(double x, double y, double z) {
        double total = 0;
        for (int i = 0; i < 6; i += 3) {
            double dx = x - foci[i];
            double dy = y - foci[i + 1];
            double dz = z - foci[i + 2];
            total += Trig.angleOfHaversine(Math.min(1, 0.25 * Math.fma(dx, dx, Math.fma(dy, dy, dz * dz))));
        }
        return total;
    }

    @Override
    public long cover(int level, long parts, double x, double y, double z) {
        double excess = distances(x, y, z) - sum;
        double margin = 2 * levels.radius(level);
        return excess > margin ? OUTSIDE : excess <= -margin ? INSIDE : ALL;
    }

    @Override
    public boolean contains(double[] v) {
        return distances(v[0], v[1], v[2]) <= sum;
    }
}
