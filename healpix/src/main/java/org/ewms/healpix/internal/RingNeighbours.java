package org.ewms.healpix.internal;

/** Neighbours by ring arithmetic alone, for cells whose neighbours all lie in the same part of the sky. */
final class RingNeighbours {
    private RingNeighbours() {}

    /** Writes the eight RING numbers, or answers false when the cell is next to a border. */
    static boolean write(Grid g, long place, long[] out, int at) {
        long i = Place.ring(place);
        long k = Place.eighths(place);
        long n = g.nside;
        if (i >= n + 2 && i <= 3 * n - 2) {
            belt(g, i, k, out, at);
            return true;
        }
        if (i + 2 <= n) {
            return cap(i, k >> 1, 0, 1, out, at);
        }
        long south = 4 * n - i;
        return south + 2 <= n && cap(south, k >> 1, g.npix, -1, out, at);
    }

    private static void belt(Grid g, long i, long k, long[] out, int at) {
        long start = g.start(i);
        long j = k >> 1;
        long last = g.belt - 1;
        long before = j == 0 ? last : j - 1;
        long after = j == last ? 0 : j + 1;
        // In a ring with centres on phi = 0 the next ring's cells are at j - 1/2 and j + 1/2, numbered j - 1 and j.
        boolean shifted = (k & 1) == 1;
        long west = shifted ? j : before;
        long east = shifted ? after : j;
        long row = g.belt;
        out[at] = start + row + west;
        out[at + 1] = start + before;
        out[at + 2] = start - row + west;
        out[at + 3] = start - 2 * row + j;
        out[at + 4] = start - row + east;
        out[at + 5] = start + after;
        out[at + 6] = start + row + east;
        out[at + 7] = start + 2 * row + j;
    }

    /**
     * Inside a quarter of a cap. Cell p of quarter f of ring i (counted from the pole) has on the ring towards the
     * pole the cells p - 1 and p, on the one away from it p and p + 1. In the south, north is away from the pole.
     */
    private static boolean cap(long i, long j, long npix, int north, long[] out, int at) {
        int f = (j >= i ? 1 : 0) + (j >= 2 * i ? 1 : 0) + (j >= 3 * i ? 1 : 0);
        long p = j - f * i;
        if (p < 1 || p > i - 2) {
            return false;
        }
        long innerWest = cell(i - 1, f, p - 1, npix, north);
        long outerWest = cell(i + 1, f, p, npix, north);
        long innerMost = cell(i - 2, f, p - 1, npix, north);
        long outerMost = cell(i + 2, f, p + 1, npix, north);
        long here = cell(i, f, p, npix, north);
        boolean up = north > 0;
        out[at] = up ? outerWest : innerWest;
        out[at + 1] = here - 1;
        out[at + 2] = up ? innerWest : outerWest;
        out[at + 3] = up ? innerMost : outerMost;
        out[at + 4] = 1 + (up ? innerWest : outerWest);
        out[at + 5] = here + 1;
        out[at + 6] = 1 + (up ? outerWest : innerWest);
        out[at + 7] = up ? outerMost : innerMost;
        return true;
    }

    private static long cell(long i, int f, long p, long npix, int north) {
        return (north > 0 ? 2 * i * (i - 1) : npix - 2 * i * (i + 1)) + f * i + p;
    }
}
