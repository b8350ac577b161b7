package org.ewms.healpix.internal;

import java.util.Arrays;
import org.ewms.healpix.PixelRanges;

/**
 * Turns a set of cells given ring by ring, one run of cells on each, into NESTED ranges: blocks are halved as long as they
 * hold cells of the set and others. Whole numbers are compared, so the cells are those that the rings were given.
 */
final class NestedRows {
    /** The most rings, 16 MB of runs. */
    static final long MOST = 1 << 20;

    /** A disc of this radius, divided by nside, fits into the cell of its middle and the cells around that. */
    private static final double WITHIN_NEIGHBOURS = 0.5;

    private static final int SOME = 0;
    private static final int ALL = 1;
    private static final int NOTHING = 2;

    private final Grid g;
    private final long firstRing;
    private final long lastRing;
    /** First cell of each run, counted from the start of the ring, in [0, length of the ring). */
    private final long[] from;
    /** Cells of each run. */
    private final long[] length;

    /** No cells yet on the rings from one to another. */
    NestedRows(Grid g, long firstRing, long lastRing) {
        this.g = g;
        this.firstRing = firstRing;
        this.lastRing = lastRing;
        int rings = (int) Math.max(0, lastRing - firstRing + 1);
        this.from = new long[rings];
        this.length = new long[rings];
    }

    /** Sets the run of a ring: cells from .. to, possibly over either end of the ring. */
    void set(long ring, long first, long last) {
        int at = (int) (ring - firstRing);
        from[at] = Math.floorMod(first, 4 * g.quarter(ring));
        length[at] = last - first + 1;
    }

    /** Appends the ranges; all cells lie within the radius of a direction. */
    void write(double theta, double phi, double radius, PixelRanges out) {
        int order = (int) Math.min(
                g.order, Math.floor(Math.log(WITHIN_NEIGHBOURS / Math.max(radius, 1e-300)) / Math.log(2)));
        if (order <= 0) {
            for (int face = 0; face < 12; face++) {
                block(face, 0, 0, g.nside, out);
            }
            return;
        }
        Grid coarse = new Grid(1L << order);
        long[] around = new long[9];
        double z = Trig.cosColatitude(theta);
        long middle = Locate.nest(coarse, z, phi, Trig.sinColatitude(theta));
        Neighbours.nest(coarse, middle, around, 0);
        around[8] = middle;
        Arrays.sort(around);
        long w = g.nside >> order;
        for (long pix : around) {
            if (pix != Neighbours.NONE) {
                long cell = Place.faceOfNest(coarse, pix);
                block(Place.face(cell), Place.x(cell) * w, Place.y(cell) * w, w, out);
            }
        }
    }

    private void block(int face, long x, long y, long w, PixelRanges out) {
        int held = held(face, x, y, w);
        if (held == ALL) {
            long first = face * g.nface + Interleave.join(x, y);
            out.append(first, first + w * w);
        } else if (held == SOME) {
            long half = w >> 1;
            block(face, x, y, half, out);
            block(face, x + half, y, half, out);
            block(face, x, y + half, half, out);
            block(face, x + half, y + half, half, out);
        }
    }

    /** How much of a block belongs to the set. */
    private int held(int face, long x, long y, long w) {
        long south = ((face >> 2) + 2) * g.nside - x - y - 1;
        long north = south - 2 * (w - 1);
        long begin = Math.max(north, firstRing);
        long end = Math.min(south, lastRing);
        boolean all = north >= firstRing && south <= lastRing;
        boolean nothing = true;
        for (long i = begin; i <= end; i++) {
            // Steps from the southern corner; a row's cells have x - y from one end to the other by twos.
            long d = south - i;
            long reach = Math.min(d, 2 * (w - 1) - d);
            long q = g.quarter(i);
            long ring = 4 * q;
            long j = Place.column(face) * q + x - y - reach >> 1;
            int at = (int) (i - firstRing);
            long offset = j - from[at];
            offset += offset < 0 ? ring : 0;
            offset += offset < 0 ? ring : 0;
            long run = length[at];
            all &= run >= ring || offset + reach < run;
            nothing &= run == 0 || offset >= run && offset + reach < ring;
            if (!all && !nothing) {
                return SOME;
            }
        }
        return nothing ? NOTHING : ALL;
    }
}
