package org.ewms.healpix;

import org.ewms.healpix.internal.Check;
import org.ewms.healpix.internal.Disc;
import org.ewms.healpix.internal.Ellipse;
import org.ewms.healpix.internal.Levels;
import org.ewms.healpix.internal.Polygon;
import org.ewms.healpix.internal.Region;
import org.ewms.healpix.internal.Strip;

/**
 * A part of the sky to be asked for with {@link Healpix#queryRing} or {@link Healpix#queryNest}. Immutable.
 * Angles are radians in the caller's frame; theta is the colatitude in [0, pi], phi the longitude.
 */
public final class SkyRegion {
    /** Which pixels of a region are meant. */
    public enum Match {
        /** Pixels whose centre lies inside. */
        CENTRES,
        /**
         * All pixels that have a point in common with the region. None is missing; a pixel that the region
         * misses by less than a hundredth of the pixel's size may be among them.
         */
        OVERLAPPING
    }

    /** Makes the region for the levels of one resolution. */
    @FunctionalInterface
    private interface Shape {
        Region at(Levels levels);
    }

    private final Shape shape;

    private SkyRegion(Shape shape) {
        this.shape = shape;
    }

    Region at(Levels levels) {
        return shape.at(levels);
    }

    /**
     * The directions within a radius of a direction.
     *
     * @throws IllegalArgumentException for angles outside their range or a negative radius
     */
    public static SkyRegion disc(double theta, double phi, double radius) {
        Check.angle(theta, phi);
        Check.radius(radius);
        return new SkyRegion(levels -> Disc.of(theta, phi, radius, levels));
    }

    /**
     * The directions with colatitude in [from, to]; when from is above to, those in [0, to] and [from, pi].
     *
     * @throws IllegalArgumentException for colatitudes outside [0, pi]
     */
    public static SkyRegion strip(double from, double to) {
        Check.angle(from, 0);
        Check.angle(to, 0);
        return new SkyRegion(levels -> new Strip(from, to, levels));
    }

    /**
     * A spherical ellipse: the sum of the distances from its two foci is at most 2 semiMajor. The position
     * angle of the major axis counts from north through east.
     *
     * @throws IllegalArgumentException for angles outside their range, or unless 0 < semiMinor <= semiMajor <
     *     pi / 2
     */
    public static SkyRegion ellipse(double theta, double phi, double semiMajor, double semiMinor, double angle) {
        Check.angle(theta, phi);
        Check.angle(0, angle);
        if (!(semiMinor > 0 && semiMinor <= semiMajor && semiMajor < Math.PI / 2)) {
            throw new IllegalArgumentException("an ellipse needs 0 < semiMinor <= semiMajor < pi/2 but has semiMajor "
                    + semiMajor + " and semiMinor " + semiMinor);
        }
        return new SkyRegion(levels -> new Ellipse(theta, phi, semiMajor, semiMinor, angle, levels));
    }

    /**
     * The polygon of great-circle arcs between corners, given as vectors x, y, z one after another (any
     * length but 0). Convex, concave or self-crossing (even-odd); either sense. Its outside is the side with
     * the antipode of the corners' mean.
     *
     * @throws IllegalArgumentException for fewer than three corners, for neighbours that coincide or are
     *     antipodes, and for corners whose mean vanishes
     */
    public static SkyRegion polygon(double... vectors) {
        if (vectors.length < 9 || vectors.length % 3 != 0) {
            throw new IllegalArgumentException("a polygon needs three or more corners of three numbers each but has "
                    + vectors.length + " numbers");
        }
        double[] corners = new double[vectors.length];
        for (int i = 0; i < vectors.length; i += 3) {
            double length = Check.length(vectors[i], vectors[i + 1], vectors[i + 2]);
            for (int k = i; k < i + 3; k++) {
                corners[k] = vectors[k] / length;
            }
        }
        Polygon polygon = new Polygon(corners);
        return new SkyRegion(polygon::at);
    }
}
