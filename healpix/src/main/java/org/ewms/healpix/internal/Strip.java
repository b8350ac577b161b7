package org.ewms.healpix.internal;

/** The directions with theta between two limits; when the first is the larger, the two caps outside them. */
public final class Strip implements Region {
    private final double north;
    private final double south;
    private final boolean caps;
    private final Levels levels;

    /** A strip from one colatitude to another. */
    public Strip(double from, double to, Levels levels) {
        this.caps = from > to;
        this.north = Math.min(from, to);
        this.south = Math.max(from, to);
        this.levels = levels;
    }

    private static double theta(double x, double y, double z) {
        return Trig.atan2(Math.sqrt(Math.fma(x, x, y * y)), z);
    }

    @Override
    public long cover(int level, long parts, double x, double y, double z) {
        double theta = theta(x, y, z);
        double margin = levels.radius(level);
        if (theta >= north + margin && theta <= south - margin) {
            return caps ? OUTSIDE : INSIDE;
        }
        if (theta < north - margin || theta > south + margin) {
            return caps ? INSIDE : OUTSIDE;
        }
        return ALL;
    }

    @Override
    public boolean contains(double[] v) {
        return within(theta(v[0], v[1], v[2]));
    }

    @Override
    public boolean holds(Grid g, long place, double[] v) {
        return within(Centre.theta(g, Place.ring(place)));
    }

    private boolean within(double theta) {
        return caps ? theta <= north || theta >= south : theta >= north && theta <= south;
    }
}
