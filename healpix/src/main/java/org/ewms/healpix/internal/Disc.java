package org.ewms.healpix.internal;

/**
 * A disc on the sphere with what its tests need, worked out once.
 *
 * <p>With hav(a) = sin^2(a / 2), a direction is inside when hav(dtheta) + sin(theta) sin(theta0) hav(dphi)
 * is at most hav(radius). Unlike the cosine formula this loses nothing for small discs.
 */
public final class Disc implements Region {
    private static final double[] NO_LEVELS = {};

    final double phi;
    final double sine;
    /** hav(radius). */
    final double reach;

    private final double radius;
    private final double z;
    private final double x;
    private final double y;
    /** Per level: hav(radius - block radius), below 0 when no block fits, and hav(radius + block radius). */
    private final double[] inner;

    private final double[] outer;
    private final double[] corners = new double[12];

    private Disc(double theta, double phi, double radius, double[] inner, double[] outer) {
        this.phi = phi;
        this.radius = radius;
        this.z = Trig.cosColatitude(theta);
        this.sine = Trig.sinColatitude(theta);
        this.x = sine * Trig.cos(phi);
        this.y = sine * Trig.sin(phi);
        this.reach = haversine(Math.min(radius, Math.PI));
        this.inner = inner;
        this.outer = outer;
    }

    /** A disc for tests of rings only. */
    static Disc ofRings(double theta, double phi, double radius) {
        return new Disc(theta, phi, radius, NO_LEVELS, NO_LEVELS);
    }

    /** A disc for a descent. */
    public static Disc of(double theta, double phi, double radius, Levels levels) {
        Disc d = new Disc(theta, phi, radius, new double[levels.count()], new double[levels.count()]);
        for (int k = 0; k < levels.count(); k++) {
            d.inner[k] = radius > levels.radius(k) ? haversine(radius - levels.radius(k)) : -1;
            d.outer[k] = radius + levels.radius(k) < Math.PI ? haversine(radius + levels.radius(k)) : 2;
        }
        return d;
    }

    /** sin^2(a / 2). */
    static double haversine(double a) {
        double s = Trig.sin(0.5 * a);
        return s * s;
    }

    /** hav(radius) - hav(theta - theta0) for a place with this z and sin(theta): below 0, its ring is outside. */
    double room(double otherZ, double otherSine) {
        double dz = otherZ - z;
        double ds = otherSine - sine;
        return reach - 0.25 * Math.fma(dz, dz, ds * ds);
    }

    /** Half the width in phi on a ring with this z and sin(theta): -1 when it is outside, pi when it is inside. */
    double halfWidth(double otherZ, double otherSine) {
        double room = room(otherZ, otherSine);
        double most = otherSine * sine;
        return room < 0 ? -1 : room >= most ? Math.PI : Trig.angleOfHaversine(room / most);
    }

    /** hav of the distance of a unit vector. */
    private double distance(double otherX, double otherY, double otherZ) {
        double dx = otherX - x;
        double dy = otherY - y;
        double dz = otherZ - z;
        return 0.25 * Math.fma(dx, dx, Math.fma(dy, dy, dz * dz));
    }

    @Override
    public boolean holds(Grid g, long place, double[] v) {
        if (radius >= Math.PI) {
            return true;
        }
        double s = Centre.sine(g, Place.ring(place));
        double room = room(Centre.z(g, Place.ring(place)), s);
        return room >= 0 && s * sine * haversine(Centre.phi(g, place) - phi) <= room;
    }

    @Override
    public boolean contains(double[] v) {
        return radius >= Math.PI || distance(v[0], v[1], v[2]) <= reach;
    }

    @Override
    public Cover cover(int level, double otherX, double otherY, double otherZ) {
        double hav = distance(otherX, otherY, otherZ);
        return hav > outer[level] ? Cover.OUTSIDE : hav <= inner[level] ? Cover.INSIDE : Cover.MAYBE;
    }

    /**
     * The corners decide, or else the chords of the edges: an edge leaves its chord by less
     * than 0.28 / (nside quarter), the quarter of the cell's ring (largest next to the poles). A disc so small that it may lie within the cell is left to the search in the cell.
     */
    @Override
    public Cover touches(Grid g, int face, long cellX, long cellY) {
        if (radius < 3 / g.realNside || radius > 3) {
            return Cover.MAYBE;
        }
        for (int k = 0; k < 4; k++) {
            int a = 3 * k;
            Outline.point(g, face, cellX + (k == 0 || k == 3 ? 1 : 0), cellY + (k < 2 ? 1 : 0), corners, a);
            if (distance(corners[a], corners[a + 1], corners[a + 2]) <= reach) {
                return Cover.INSIDE;
            }
        }
        double chord = 2 * Math.sqrt(reach);
        double bulge = 0.3 / (g.realNside * g.quarter(((face >> 2) + 2) * g.nside - cellX - cellY - 1));
        double near = Double.MAX_VALUE;
        for (int a = 0; a < 12; a += 3) {
            near = Math.min(near, toChord(a, (a + 3) % 12));
        }
        double distance = Math.sqrt(near);
        return distance < chord - bulge ? Cover.INSIDE : distance > chord + bulge ? Cover.OUTSIDE : Cover.MAYBE;
    }

    /** The square of the distance of the middle from the straight line between two corners. */
    private double toChord(int a, int b) {
        double ax = x - corners[a];
        double ay = y - corners[a + 1];
        double az = z - corners[a + 2];
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
