package org.ewms.healpix.internal;

/**
 * A disc as the rings see it.
 *
 * <p>With hav(a) = sin^2(a / 2), a direction is inside when hav(dtheta) + sin(theta) sin(theta0) hav(dphi)
 * is at most hav(radius). Unlike the cosine formula this loses nothing for small discs.
 */
final class RingDisc {
    private final double phi;
    /** phi in quarter turns. */
    final double turns;

    final double z;
    final double sine;
    /** hav(radius). */
    final double reach;

    RingDisc(double theta, double phi, double radius) {
        this.phi = phi;
        this.turns = Locate.quarterTurns(phi);
        this.z = Trig.cosColatitude(theta);
        this.sine = Trig.sinColatitude(theta);
        this.reach = haversine(Math.min(radius, Math.PI));
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

    /** True when a direction with this sin(theta) and room is inside. */
    boolean holds(double otherSine, double room, double otherPhi) {
        return room >= 0 && otherSine * sine * haversine(otherPhi - phi) <= room;
    }
}
