package org.ewms.healpix.internal;

/** The constants of one resolution. Rings are numbered 1 (north) to 4 nside - 1 (south). */
public final class Grid {
    /** The finest order: 2^29 cells per side of a base cell. */
    public static final int MAX_ORDER = 29;
    /** The largest nside. */
    public static final long MAX_NSIDE = 1L << MAX_ORDER;

    public final long nside;
    /** log2(nside), or -1 when nside is not a power of two. */
    public final int order;
    /** Cells of the sky, 12 nside^2. */
    public final long npix;
    /** Cells of one base cell, nside^2. */
    public final long nface;
    /** Cells of the northern cap: rings 1 to nside - 1. */
    public final long ncap;
    /** Cells of a ring of the belt, 4 nside. */
    public final long belt;

    final double realNside;
    /** 2 / (3 nside): the distance in z of two rings of the belt. */
    final double beltStep;
    /** 1 / (3 nside^2): 1 - z of cap ring i is i^2 times this. */
    final double capStep;
    /** 1 / (sqrt(6) nside): sin(theta / 2) of cap ring i is i times this. */
    final double capHalfSine;

    /** The grid of a side length in [1, 2^29]; the caller has checked it. */
    public Grid(long nside) {
        this.nside = nside;
        this.order = Long.bitCount(nside) == 1 ? Long.numberOfTrailingZeros(nside) : -1;
        this.nface = nside * nside;
        this.npix = 12 * nface;
        this.ncap = 2 * nside * (nside - 1);
        this.belt = 4 * nside;
        this.realNside = nside;
        this.beltStep = 2.0 / (3.0 * nside);
        this.capStep = 1.0 / (3.0 * nface);
        this.capHalfSine = 1.0 / (Math.sqrt(6.0) * nside);
    }

    /** Cells of a quarter of ring i. */
    public long quarter(long i) {
        return i < nside ? i : i <= 3 * nside ? nside : 4 * nside - i;
    }

    /** The RING number of the first cell of ring i. */
    public long start(long i) {
        if (i < nside) {
            return 2 * i * (i - 1);
        }
        if (i <= 3 * nside) {
            return ncap + (i - nside) * belt;
        }
        long south = 4 * nside - i;
        return npix - 2 * south * (south + 1);
    }

    /** Twice the offset of the first centre of ring i in cells: 1 when phi = 0 lies on an edge, else 0. */
    public long shift(long i) {
        return i < nside || i > 3 * nside ? 1 : 1 - ((i - nside) & 1);
    }

    /** floor(v / nside) for v not negative. */
    long byNside(long v) {
        return order >= 0 ? v >>> order : v / nside;
    }

    /** The integer square root; doubles are exact below 2^52, beyond that one step may be needed. */
    static long isqrt(long v) {
        long r = (long) Math.sqrt((double) v);
        if (r * r > v) {
            return r - 1;
        }
        return (r + 1) * (r + 1) <= v ? r + 1 : r;
    }
}
