package org.ewms.healpix.internal;

import java.util.Arrays;
import org.ewms.healpix.PixelRanges;

/** The cells of a region in either numbering. */
public final class Search {
    private Search() {}

    /** Appends NESTED ranges; touching = also cells whose centre is outside. */
    public static void nest(Grid g, Levels levels, Region region, boolean touching, PixelRanges out) {
        new Blocks(g, levels, region, touching, (face, x, y, w, h) -> {
                    long first = face * g.nface + Interleave.join(x, y);
                    out.append(first, first + w * h);
                })
                .run();
    }

    /** Appends RING ranges; touching = also cells whose centre is outside. */
    public static void ring(Grid g, Levels levels, Region region, boolean touching, PixelRanges out) {
        if (!touching && region.rows(g, out)) {
            return;
        }
        Runs runs = new Runs(g);
        new Blocks(g, levels, region, touching, runs).run();
        runs.write(out);
    }

    /** Collects the rows of blocks; they are disjoint, so starts and ends may be sorted on their own. */
    private static final class Runs implements Blocks.Sink {
        private final Grid g;
        private long[] starts = new long[64];
        private long[] ends = new long[64];
        private int used;

        Runs(Grid g) {
            this.g = g;
        }

        @Override
        public void take(int face, long x, long y, long w, long h) {
            for (long d = x + y; d <= x + w + y + h - 2; d++) {
                long first = Math.max(x, d - (y + h - 1));
                long last = Math.min(x + w - 1, d - y);
                row(Place.ofFace(g, face, first, d - first), Place.ofFace(g, face, last, d - last));
            }
        }

        private void row(long first, long last) {
            long from = Place.toRing(g, first);
            long to = Place.toRing(g, last);
            if (from <= to) {
                add(from, to + 1);
                return;
            }
            long i = Place.ring(first);
            add(from, g.start(i) + 4 * g.quarter(i));
            add(g.start(i), to + 1);
        }

        private void add(long from, long to) {
            if (used == starts.length) {
                starts = Arrays.copyOf(starts, 2 * used);
                ends = Arrays.copyOf(ends, 2 * used);
            }
            starts[used] = from;
            ends[used++] = to;
        }

        void write(PixelRanges out) {
            Arrays.sort(starts, 0, used);
            Arrays.sort(ends, 0, used);
            for (int i = 0; i < used; i++) {
                out.append(starts[i], ends[i]);
            }
        }
    }
}
