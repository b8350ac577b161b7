package org.ewms.healpix;

import org.ewms.healpix.internal.Centre;
import org.ewms.healpix.internal.Check;
import org.ewms.healpix.internal.Discs;
import org.ewms.healpix.internal.Grid;
import org.ewms.healpix.internal.InclusiveDiscs;
import org.ewms.healpix.internal.Interpolation;
import org.ewms.healpix.internal.Levels;
import org.ewms.healpix.internal.Locate;
import org.ewms.healpix.internal.Neighbours;
import org.ewms.healpix.internal.Outline;
import org.ewms.healpix.internal.Place;
import org.ewms.healpix.internal.Radius;
import org.ewms.healpix.internal.Search;
import org.ewms.healpix.internal.Trig;

/**
 * The HEALPix pixelisation of the sphere at one resolution: 12 nside^2 cells of equal area (Gorski et al.
 * 2005, ApJ 622, 759).
 *
 * <p>Immutable and thread-safe. Conversions, neighbours, outlines and interpolation allocate nothing; a query allocates a
 * few small objects, however many pixels it finds. All angles are radians. theta is the colatitude, 0 at
 * the north pole; phi is the longitude, eastward positive. The frame is the caller's: for J2000 maps theta =
 * pi/2 - declination and phi = right ascension. Methods ending in {@code Ring} use the RING numbering,
 * methods ending in {@code Nest} the NESTED one, which needs nside to be a power of two.
 *
 * <p>Results are the same bits on every machine. NaN, infinities, angles outside their range and ids outside
 * [0, npix) throw {@link IllegalArgumentException}; none of them ever gives a pixel.
 */
public final class Healpix {
    /** The finest order, nside 2^29. */
    public static final int MAX_ORDER = Grid.MAX_ORDER;
    /** The largest nside, 2^29. */
    public static final long MAX_NSIDE = Grid.MAX_NSIDE;

    private static final Healpix[] OF_ORDER = new Healpix[MAX_ORDER + 1];

    static {
        for (int k = 0; k <= MAX_ORDER; k++) {
            OF_ORDER[k] = new Healpix(new Grid(1L << k));
        }
    }

    private final Grid grid;
    private final Levels levels;

    private Healpix(Grid grid) {
        this.grid = grid;
        this.levels = new Levels(grid);
    }

    /**
     * The pixelisation with this many cells along the side of a base cell. Any number from 1 to 2^29 will do
     * for the RING numbering.
     *
     * @throws IllegalArgumentException when nside is not in [1, 2^29]
     */
    public static Healpix ofNside(long nside) {
        if (nside < 1 || nside > MAX_NSIDE) {
            throw new IllegalArgumentException("nside must lie in [1, " + MAX_NSIDE + "] but is " + nside);
        }
        return Long.bitCount(nside) == 1 ? OF_ORDER[Long.numberOfTrailingZeros(nside)] : new Healpix(new Grid(nside));
    }

    /**
     * The pixelisation with nside = 2^order.
     *
     * @throws IllegalArgumentException when the order is not in [0, 29]
     */
    public static Healpix ofOrder(int order) {
        if (order < 0 || order > MAX_ORDER) {
            throw new IllegalArgumentException("order must lie in [0, " + MAX_ORDER + "] but is " + order);
        }
        return OF_ORDER[order];
    }

    /** The cells along the side of a base cell. */
    public long nside() {
        return grid.nside;
    }

    /** log2(nside), or -1 when nside is not a power of two (then there is no NESTED numbering). */
    public int order() {
        return grid.order;
    }

    /** The number of pixels, 12 nside^2. */
    public long npix() {
        return grid.npix;
    }

    /** The area of every pixel in steradian, 4 pi / npix. */
    public double pixelArea() {
        return 4 * Math.PI / grid.npix;
    }

    /** An upper limit, reached to 1e-9, of the distance of a point from the centre of its pixel, in radians. */
    public double maxPixelRadius() {
        return Radius.of(grid.nside);
    }

    /** The first ring is 1, at the north pole, the last 4 nside - 1. Answers the ring of a RING pixel. */
    public long ringOf(long pix) {
        Check.pixel(grid, pix);
        return Place.ring(Place.ofRing(grid, pix));
    }

    /** The RING pixel that contains a direction; theta in [0, pi], phi any finite angle. */
    public long ang2pixRing(double theta, double phi) {
        Check.angle(theta, phi);
        double z = Trig.cosColatitude(theta);
        return Locate.ring(grid, z, phi, Math.abs(z) > Locate.POLAR ? Trig.sinColatitude(theta) : 0);
    }

    /** The NESTED pixel that contains a direction; theta in [0, pi], phi any finite angle. */
    public long ang2pixNest(double theta, double phi) {
        Check.angle(theta, phi);
        Check.nested(grid);
        double z = Trig.cosColatitude(theta);
        return Locate.nest(grid, z, phi, Math.abs(z) > Locate.POLAR ? Trig.sinColatitude(theta) : 0);
    }

    /** The RING pixel at a longitude (any finite angle) and a latitude in [-pi/2, pi/2], in radians. */
    public long lonlat2pixRing(double lon, double lat) {
        return ang2pixRing(Check.colatitude(lat), lon);
    }

    /** The NESTED pixel at a longitude (any finite angle) and a latitude in [-pi/2, pi/2], in radians. */
    public long lonlat2pixNest(double lon, double lat) {
        return ang2pixNest(Check.colatitude(lat), lon);
    }

    /** The RING pixel at z = cos(theta) in [-1, 1] and phi; next to the poles angles are more accurate. */
    public long zphi2pixRing(double z, double phi) {
        Check.height(z, phi);
        return Locate.ring(grid, z, phi, Math.sqrt((1 - z) * (1 + z)));
    }

    /** The NESTED pixel at z = cos(theta) in [-1, 1] and phi. */
    public long zphi2pixNest(double z, double phi) {
        Check.height(z, phi);
        Check.nested(grid);
        return Locate.nest(grid, z, phi, Math.sqrt((1 - z) * (1 + z)));
    }

    /** The RING pixel of a vector of any length but 0. */
    public long vec2pixRing(double x, double y, double z) {
        double length = Check.length(x, y, z);
        double sine = Math.sqrt(Math.fma(x, x, y * y)) / length;
        return Locate.ring(grid, z / length, Trig.atan2(y, x), sine);
    }

    /** The NESTED pixel of a vector of any length but 0. */
    public long vec2pixNest(double x, double y, double z) {
        Check.nested(grid);
        double length = Check.length(x, y, z);
        double sine = Math.sqrt(Math.fma(x, x, y * y)) / length;
        return Locate.nest(grid, z / length, Trig.atan2(y, x), sine);
    }

    /** Writes theta and phi in [0, 2 pi) of the centre of a RING pixel to out[at], out[at + 1]. */
    public void pix2angRing(long pix, double[] out, int at) {
        Check.pixel(grid, pix);
        angle(Place.ofRing(grid, pix), out, at);
    }

    /** Writes theta and phi in [0, 2 pi) of the centre of a NESTED pixel to out[at], out[at + 1]. */
    public void pix2angNest(long pix, double[] out, int at) {
        Check.nestedPixel(grid, pix);
        angle(Place.ofNest(grid, pix), out, at);
    }

    private void angle(long place, double[] out, int at) {
        out[at] = Centre.theta(grid, Place.ring(place));
        out[at + 1] = Centre.phi(grid, place);
    }

    /** Writes longitude in [0, 2 pi) and latitude in [-pi/2, pi/2] of the centre of a RING pixel to out[at], out[at + 1]. */
    public void pix2lonlatRing(long pix, double[] out, int at) {
        pix2angRing(pix, out, at);
        toLonLat(out, at);
    }

    /** Writes longitude and latitude of the centre of a NESTED pixel, as {@link #pix2lonlatRing}. */
    public void pix2lonlatNest(long pix, double[] out, int at) {
        pix2angNest(pix, out, at);
        toLonLat(out, at);
    }

    private static void toLonLat(double[] out, int at) {
        double theta = out[at];
        out[at] = out[at + 1];
        out[at + 1] = Trig.HALF_PI - theta;
    }

    /** Writes z = cos(theta) and phi in [0, 2 pi) of the centre of a RING pixel to out[at], out[at + 1]. */
    public void pix2zphiRing(long pix, double[] out, int at) {
        Check.pixel(grid, pix);
        long place = Place.ofRing(grid, pix);
        out[at] = Centre.z(grid, Place.ring(place));
        out[at + 1] = Centre.phi(grid, place);
    }

    /** Writes z = cos(theta) and phi in [0, 2 pi) of the centre of a NESTED pixel to out[at], out[at + 1]. */
    public void pix2zphiNest(long pix, double[] out, int at) {
        Check.nestedPixel(grid, pix);
        long place = Place.ofNest(grid, pix);
        out[at] = Centre.z(grid, Place.ring(place));
        out[at + 1] = Centre.phi(grid, place);
    }

    /** Writes the unit vector of the centre of a RING pixel to out[at] .. out[at + 2]. */
    public void pix2vecRing(long pix, double[] out, int at) {
        Check.pixel(grid, pix);
        Centre.vector(grid, Place.ofRing(grid, pix), out, at);
    }

    /** Writes the unit vector of the centre of a NESTED pixel to out[at] .. out[at + 2]. */
    public void pix2vecNest(long pix, double[] out, int at) {
        Check.nestedPixel(grid, pix);
        Centre.vector(grid, Place.ofNest(grid, pix), out, at);
    }

    /** The RING number of a NESTED pixel. */
    public long nest2ring(long pix) {
        Check.nestedPixel(grid, pix);
        return Place.ringOfNest(grid, pix);
    }

    /** The NESTED number of a RING pixel. */
    public long ring2nest(long pix) {
        Check.nestedPixel(grid, pix);
        return Place.nestOfRing(grid, pix);
    }

    /**
     * Writes the RING numbers of the neighbours SW, W, NW, N, NE, E, SE, S to out[at] .. out[at + 7], -1 where
     * there is none (the corners where three base cells meet); answers how many there are. At nside 1 a
     * neighbour may occur twice.
     */
    public int neighboursRing(long pix, long[] out, int at) {
        Check.pixel(grid, pix);
        return Neighbours.ring(grid, pix, out, at);
    }

    /** As {@link #neighboursRing}, with NESTED numbers. */
    public int neighboursNest(long pix, long[] out, int at) {
        Check.nestedPixel(grid, pix);
        return Neighbours.nest(grid, pix, out, at);
    }

    /**
     * Writes the outline of a RING pixel as unit vectors: 4 step points, from the northern corner by the
     * western, southern and eastern one, step points per edge.
     *
     * @throws IllegalArgumentException when step is below 1 or out has fewer than 12 step elements
     */
    public void boundariesRing(long pix, int step, double[] out) {
        Check.pixel(grid, pix);
        requireRoom(step, out);
        Outline.write(grid, Place.faceOfRing(grid, pix), step, out, 0);
    }

    /** As {@link #boundariesRing}, for a NESTED pixel. */
    public void boundariesNest(long pix, int step, double[] out) {
        Check.nestedPixel(grid, pix);
        requireRoom(step, out);
        Outline.write(grid, Place.faceOfNest(grid, pix), step, out, 0);
    }

    private static void requireRoom(int step, double[] out) {
        if (step < 1 || out.length < 12L * step) {
            throw new IllegalArgumentException("boundaries with step " + step + " need a step of 1 or more and an array"
                    + " of 12 step elements, but it has " + out.length);
        }
    }

    /**
     * Writes the four RING pixels around a direction to pix[0..3] and their weights, which add up to 1, to
     * weight[0..3]: linear in phi on the ring above and the ring below, linear in theta between them (the
     * definition of healpy and HEALPix C++).
     */
    public void interpolRing(double theta, double phi, long[] pix, double[] weight) {
        interpolRing(theta, phi, pix, weight, 0);
    }

    /** As {@link #interpolRing(double, double, long[], double[])}, written from element {@code at} on. */
    public void interpolRing(double theta, double phi, long[] pix, double[] weight, int at) {
        Check.angle(theta, phi);
        Interpolation.ring(grid, theta, phi, pix, at, weight, at);
    }

    /** As {@link #interpolRing(double, double, long[], double[])}, with NESTED pixels. */
    public void interpolNest(double theta, double phi, long[] pix, double[] weight) {
        interpolNest(theta, phi, pix, weight, 0);
    }

    /** As {@link #interpolRing(double, double, long[], double[], int)}, with NESTED pixels. */
    public void interpolNest(double theta, double phi, long[] pix, double[] weight, int at) {
        Check.angle(theta, phi);
        Check.nested(grid);
        Interpolation.ring(grid, theta, phi, pix, at, weight, at);
        for (int i = at; i < at + 4; i++) {
            pix[i] = Place.nestOfRing(grid, pix[i]);
        }
    }

    /**
     * Replaces the content of {@code out} by the RING pixels whose centres are within the radius of a
     * direction (equality counts as inside, to rounding of about 1e-16 rad). A radius of pi or more is the
     * whole sky. The cost is that of the rings touched.
     */
    public void queryDiscRing(double theta, double phi, double radius, PixelRanges out) {
        Check.angle(theta, phi);
        Check.radius(radius);
        out.clear();
        if (radius >= Math.PI) {
            out.append(0, grid.npix);
        } else {
            Discs.ring(grid, theta, phi, radius, out);
        }
    }

    /** As {@link #queryDiscRing}, with NESTED pixels; the cost is that of the disc's edge. */
    public void queryDiscNest(double theta, double phi, double radius, PixelRanges out) {
        Check.angle(theta, phi);
        Check.radius(radius);
        Check.nested(grid);
        out.clear();
        if (radius >= Math.PI) {
            out.append(0, grid.npix);
        } else if (!Discs.nest(grid, theta, phi, radius, out)) {
            queryNest(SkyRegion.disc(theta, phi, radius), SkyRegion.Match.CENTRES, out);
        }
    }

    /** As {@link #queryDiscRing}, with all pixels that the disc overlaps. */
    public void queryDiscInclusiveRing(double theta, double phi, double radius, PixelRanges out) {
        Check.angle(theta, phi);
        Check.radius(radius);
        out.clear();
        InclusiveDiscs.ring(grid, levels, theta, phi, radius, out);
    }

    /** As {@link #queryDiscNest}, with all pixels that the disc overlaps. */
    public void queryDiscInclusiveNest(double theta, double phi, double radius, PixelRanges out) {
        queryNest(SkyRegion.disc(theta, phi, radius), SkyRegion.Match.OVERLAPPING, out);
    }

    /** Replaces the content of {@code out} by the RING pixels of a region; the cost is that of its edge. */
    public void queryRing(SkyRegion region, SkyRegion.Match match, PixelRanges out) {
        out.clear();
        Search.ring(grid, levels, region.at(levels), match == SkyRegion.Match.OVERLAPPING, out);
    }

    /** Replaces the content of {@code out} by the NESTED pixels of a region; the cost is that of its edge. */
    public void queryNest(SkyRegion region, SkyRegion.Match match, PixelRanges out) {
        Check.nested(grid);
        out.clear();
        Search.nest(grid, levels, region.at(levels), match == SkyRegion.Match.OVERLAPPING, out);
    }

    /**
     * The first of the NESTED children of a pixel, at an order finer than (or equal to) this one; the
     * children are that and the following 4^(finer - order()) - 1 ids.
     */
    public long firstChildNest(long pix, int finer) {
        Check.nestedPixel(grid, pix);
        if (finer < grid.order || finer > MAX_ORDER) {
            throw new IllegalArgumentException(
                    "children need an order in [" + grid.order + ", " + MAX_ORDER + "] but it is " + finer);
        }
        return pix << 2 * (finer - grid.order);
    }

    /** The NESTED pixel of an order coarser than (or equal to) this one that contains a pixel. */
    public long parentNest(long pix, int coarser) {
        Check.nestedPixel(grid, pix);
        if (coarser < 0 || coarser > grid.order) {
            throw new IllegalArgumentException("parents need an order in [0, " + grid.order + "] but it is " + coarser);
        }
        return pix >> 2 * (grid.order - coarser);
    }

    /**
     * Throws unless the number is a pixel of this resolution.
     *
     * @throws IllegalArgumentException when it is outside [0, npix)
     */
    public void requirePixel(long pix) {
        Check.pixel(grid, pix);
    }

    @Override
    public String toString() {
        return "Healpix[nside=" + grid.nside + "]";
    }
}
