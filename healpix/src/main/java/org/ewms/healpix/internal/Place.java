package org.ewms.healpix.internal;

/**
 * The place of a cell centre as two integers in one {@code long}: ring number i (1 .. 4 nside - 1) in the
 * upper bits, and k in the lower 33, where the centre is at phi = k pi / (4 q) and q is a quarter of the
 * ring's cells. Both numberings go through it, so they agree bit for bit.
 *
 * <p>Also cells as (face, x, y), packed as face &lt;&lt; 58 | y &lt;&lt; 29 | x: x grows to the north
 * east, y to the north west, (0, 0) is the southern corner. Formulas follow from the geometry in Gorski
 * et al. 2005, ApJ 622, 759, section 5.
 */
public final class Place {
    private static final int RING_SHIFT = 33;
    private static final long LOW = (1L << RING_SHIFT) - 1;
    private static final long COORDINATE = Grid.MAX_NSIDE - 1;

    private Place() {}

    /** The ring number of a place. */
    public static long ring(long place) {
        return place >>> RING_SHIFT;
    }

    /** The azimuth of a place in units of pi / (4 q). */
    public static long eighths(long place) {
        return place & LOW;
    }

    static long of(long ring, long eighths) {
        return ring << RING_SHIFT | eighths;
    }

    /** The place of a RING number. */
    public static long ofRing(Grid g, long pix) {
        if (pix < g.ncap) {
            long i = (1 + Grid.isqrt(1 + 2 * pix)) >> 1;
            return of(i, 2 * (pix - 2 * i * (i - 1)) + 1);
        }
        if (pix < g.npix - g.ncap) {
            long r = pix - g.ncap;
            long row = g.byNside(r) >>> 2;
            return of(row + g.nside, 2 * (r - row * g.belt) + 1 - (row & 1));
        }
        long r = g.npix - pix;
        long i = (1 + Grid.isqrt(2 * r - 1)) >> 1;
        return of(4 * g.nside - i, 2 * (2 * i * (i + 1) - r) + 1);
    }

    /** The RING number of a place. */
    public static long toRing(Grid g, long place) {
        return g.start(ring(place)) + (eighths(place) >> 1);
    }

    /** The place of a NESTED number. */
    public static long ofNest(Grid g, long pix) {
        int face = (int) (pix >>> 2 * g.order);
        long inFace = pix & (g.nface - 1);
        return ofFace(g, face, Interleave.x(inFace), Interleave.y(inFace));
    }

    /** The place of cell (x, y) of a face. */
    public static long ofFace(Grid g, int face, long x, long y) {
        long i = ((face >> 2) + 2) * g.nside - x - y - 1;
        long q = g.quarter(i);
        long k = column(face) * q + x - y;
        return of(i, k < 0 ? k + 8 * q : k);
    }

    /** The azimuth of the middle of a face in units of pi / 4. */
    static int column(int face) {
        return 2 * (face & 3) + 1 - (face >> 2 & 1);
    }

    /** The (face, x, y) of a RING number. */
    public static long faceOfRing(Grid g, long pix) {
        return toFace(g, ofRing(g, pix));
    }

    /** The (face, x, y) of a place. */
    public static long toFace(Grid g, long place) {
        long n = g.nside;
        long i = ring(place);
        long k = eighths(place);
        if (i < n) {
            int f = quadrant(k >> 1, i);
            long p = (k >> 1) - f * i;
            return pack(f, n - i + p, n - 1 - p);
        }
        if (i > 3 * n) {
            long s = 4 * n - i;
            int f = quadrant(k >> 1, s);
            long p = (k >> 1) - f * s;
            return pack(8 + f, p, s - 1 - p);
        }
        return faceOfLines(g, (k - n + i) >> 1, (k + 3 * n - i) >> 1);
    }

    /**
     * The (face, x, y) in the belt of the cell between the rising lines jp, jp + 1 and the falling lines
     * jm, jm + 1, both counted in cells from the west corner of face 4's left neighbour.
     */
    static long faceOfLines(Grid g, long jp, long jm) {
        long fp = g.byNside(jp);
        long fm = g.byNside(jm);
        return pack(faceOfCorner(fp, fm), jm - fm * g.nside, g.nside - 1 - (jp - fp * g.nside));
    }

    /** The face between the corner lines fp and fm, which differ by one at most: north, belt, south. */
    private static int faceOfCorner(long fp, long fm) {
        return (int) ((Math.min(fp, fm) & 3) + 4 * (1 + fp - fm));
    }

    /** The quarter that holds cell j of a ring, by signs: branches on it would be mispredicted. */
    private static int quadrant(long j, long q) {
        return (int) (3 + (j - q >> 63) + (j - 2 * q >> 63) + (j - 3 * q >> 63));
    }

    static long pack(int face, long x, long y) {
        return (long) face << 58 | y << 29 | x;
    }

    /** The face of a packed cell. */
    public static int face(long packed) {
        return (int) (packed >>> 58);
    }

    /** The x of a packed cell. */
    public static long x(long packed) {
        return packed & COORDINATE;
    }

    /** The y of a packed cell. */
    public static long y(long packed) {
        return packed >>> 29 & COORDINATE;
    }

    /** The NESTED number of a packed cell. */
    public static long nestOfFace(Grid g, long packed) {
        return ((long) face(packed) << 2 * g.order) + Interleave.join(x(packed), y(packed));
    }

    /** The packed cell of a NESTED number. */
    public static long faceOfNest(Grid g, long pix) {
        long inFace = pix & (g.nface - 1);
        return pack((int) (pix >>> 2 * g.order), Interleave.x(inFace), Interleave.y(inFace));
    }

    /** The RING number of a packed cell. */
    public static long ringOfFace(Grid g, long packed) {
        return toRing(g, ofFace(g, face(packed), x(packed), y(packed)));
    }

    /** The NESTED number of a RING number: {@link #faceOfRing} without its detours. */
    public static long nestOfRing(Grid g, long pix) {
        long n = g.nside;
        if (pix >= g.ncap && pix < g.npix - g.ncap) {
            long r = pix - g.ncap;
            long row = r >>> g.order + 2;
            long k = 2 * (r & g.belt - 1) + 1 - (row & 1);
            long jp = k + row >> 1;
            long jm = k + 2 * n - row >> 1;
            int face = faceOfCorner(jp >>> g.order, jm >>> g.order);
            return ((long) face << 2 * g.order) + Interleave.join(jm & n - 1, ~jp & n - 1);
        }
        boolean north = pix < g.ncap;
        long r = north ? pix : g.npix - 1 - pix;
        long i = (1 + Grid.isqrt(1 + 2 * r)) >> 1;
        long within = r - 2 * i * (i - 1);
        // From the south pole rings are counted backwards.
        long j = north ? within : 4 * i - 1 - within;
        int f = quadrant(j, i);
        long p = j - f * i;
        long x = north ? n - i + p : p;
        long y = north ? n - 1 - p : i - 1 - p;
        return ((long) (north ? f : f + 8) << 2 * g.order) + Interleave.join(x, y);
    }

    /** The RING number of a NESTED number. */
    public static long ringOfNest(Grid g, long pix) {
        int face = (int) (pix >>> 2 * g.order);
        long inFace = pix & (g.nface - 1);
        long x = Interleave.x(inFace);
        long y = Interleave.y(inFace);
        long n = g.nside;
        long i = ((face >> 2) + 2) * n - x - y - 1;
        if (i < n) {
            return 2 * i * (i - 1) + (column(face) * i + x - y >> 1);
        }
        if (i > 3 * n) {
            long s = 4 * n - i;
            return g.npix - 2 * s * (s + 1) + (column(face) * s + x - y >> 1);
        }
        long k = column(face) * n + x - y;
        return g.ncap + (i - n << g.order + 2) + (k + (k >> 63 & 8 * n) >> 1);
    }
}
