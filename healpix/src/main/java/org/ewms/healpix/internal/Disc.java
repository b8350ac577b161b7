package org.ewms.healpix.internal;

/** A disc on the sphere with what the descent through the cells needs, worked out once. */
public final class Disc implements Region {
    /** Discs of a radius below so many times 1 / nside may lie within a cell, or nearly. */
    static final double SEVERAL_CELLS = 3;

    private final RingDisc disc;
    private final double radius;
    private final double x;
    private final double y;
    /** Per level: hav(radius - block radius), below 0 when no block fits, and hav(radius + block radius). */
    private final double[] inner;

    private final double[] outer;
    private final double[] corners = new double[12];

    private Disc(double theta, double phi, double radius, Levels levels) {
        this.disc = new RingDisc(theta, phi, radius);
        this.radius = radius;
        this.x = disc.sine * Trig.cos(phi);
        this.y = disc.sine * Trig.sin(phi);
        this.inner = new double[levels.count()];
        this.outer = new double[levels.count()];
        double half = 0.5 * Math.min(radius, Math.PI);
        double sin = Trig.sin(half);
        double cos = Trig.cos(half);
        for (int k = 0; k < inner.length; k++) {
            // sin of half the sum and half the difference.
            double a = sin * levels.halfCosine(k);
            double b = cos * levels.halfSine(k);
            inner[k] = radius > levels.radius(k) ? (a - b) * (a - b) : -1;
            outer[k] = radius + levels.radius(k) < Math.PI ? (a + b) * (a + b) : 2;
        }
    }

    /** A disc for a descent. */
    public static Disc of(double theta, double phi, double radius, Levels levels) {
        return new Disc(theta, phi, radius, levels);
    }

    /** hav of the distance of a unit vector. */
    private double distance(double otherX, double otherY, double otherZ) {
        double dx = otherX - x;
        double dy = otherY - y;
        double dz = otherZ - disc.z;
        return 0.25 * Math.fma(dx, dx, Math.fma(dy, dy, dz * dz));
    }

    @Override
    public boolean holds(Grid g, long place, double[] v) {
        if (radius >= Math.PI) {
            return true;
        }
        double s = Centre.sine(g, Place.ring(place));
        double room = disc.room(Centre.z(g, Place.ring(place)), s);
        return disc.holds(s, room, Centre.phi(g, place));
    }

    @Override
    public boolean contains(double[] v) {
        return radius >= Math.PI || distance(v[0], v[1], v[2]) <= disc.reach;
    }

    @Override
    public long cover(int level, long parts, double otherX, double otherY, double otherZ) {
        double hav = distance(otherX, otherY, otherZ);
        return hav > outer[level] ? OUTSIDE : hav <= inner[level] ? INSIDE : ALL;
    }

    /**
     * The corners decide, or else the chords of the edges: an edge leaves its chord by less
     * than 0.28 / (nside quarter), the quarter of the cell's ring (largest next to the poles). A disc so small that it may lie within the cell is left to the search in the cell.
     */
    @Override
    public long touches(Grid g, int face, long cellX, long cellY) {
        if (radius < SEVERAL_CELLS / g.realNside || radius > 3) {
            return ALL;
        }
        for (int k = 0; k < 4; k++) {
            int a = 3 * k;
            Outline.point(g, face, cellX + (k == 0 || k == 3 ? 1 : 0), cellY + (k < 2 ? 1 : 0), corners, a);
            if (distance(corners[a], corners[a + 1], corners[a + 2]) <= disc.reach) {
                return INSIDE;
            }
        }
        double chord = 2 * Math.sqrt(disc.reach);
        double bulge = 0.3 / (g.realNside * g.quarter(((face >> 2) + 2) * g.nside - cellX - cellY - 1));
        double near = Double.MAX_VALUE;
        for (int a = 0; a < 12; a += 3) {
            near = Math.min(near, toChord(a, (a + 3) % 12));
        }
        double distance = Math.sqrt(near);
        return distance < chord - bulge ? INSIDE : distance > chord + bulge ? OUTSIDE : ALL;
    }

    /** The square of the distance of the middle from the straight line between two corners. */
    private double toChord(int a, int b) {
        double ax = x - corners[a];
        double ay = y - corners[a + 1];
        double az = disc.z - corners[a + 2];
        double bx = corners[b] - corners[a];
        double by = corners[b + 1] - corners[a + 1];
        double bz = corners[b + 2] - corners[a + 2];
        double along = (ax * bx + ay * by + az * bz) / (bx * bx + by * by + bz * bz);
        double t = along < 0 ? 0 : along > 1 ? 1 : along;
        double dx = ax - t * bx;
        double dy = ay - t * by;
        double dz = az - t * bz;
        return dx * dx + dy * dy + dz * dz;
    }
}
