package org.ewms.healpix.internal;

import java.util.Arrays;
import org.ewms.healpix.Healpix;
import org.ewms.healpix.Moc;
import org.ewms.healpix.PixelRanges;
import org.ewms.healpix.Uniq;

/** The ASCII and JSON forms of a coverage, IVOA MOC 2.0 sections 4.3.3 and 4.3.4. */
public final class MocText {
    private MocText() {}

    /** Reads {@code order/cell,first-last ... order/...}; an order without cells only states the order. */
    public static Moc readAscii(String text) {
        TextScanner in = new TextScanner(text);
        Builder moc = new Builder();
        in.skipBlanks();
        if (in.atEnd()) {
            throw in.error("an order and a slash");
        }
        boolean orderKnown = false;
        while (!in.atEnd()) {
            long first = in.number();
            if (in.take('/')) {
                moc.order(in, first);
                orderKnown = true;
            } else if (orderKnown) {
                moc.cells(in, first, in.take('-') ? in.number() : first);
            } else {
                throw in.error("an order and a slash");
            }
            in.skipSeparators();
        }
        return moc.build();
    }

    /** Reads an object of arrays. */
    public static Moc readJson(String text) {
        TextScanner in = new TextScanner(text);
        Builder moc = new Builder();
        in.expect('{');
        if (!in.takeSpaced('}')) {
            do {
                in.expect('"');
                moc.order(in, in.number());
                in.expectHere('"');
                in.expect(':');
                cellArray(in, moc);
            } while (in.takeSpaced(','));
            in.expect('}');
        }
        in.skipBlanks();
        if (!in.atEnd()) {
            throw in.error("the end of the text");
        }
        return moc.build();
    }

    private static void cellArray(TextScanner in, Builder moc) {
        in.expect('[');
        if (in.takeSpaced(']')) {
            return;
        }
        do {
            in.skipBlanks();
            long cell = in.number();
            moc.cells(in, cell, cell);
        } while (in.takeSpaced(','));
        in.expect(']');
    }

    /** Writes the ASCII form with runs. */
    public static String writeAscii(Moc moc) {
        StringBuilder out = new StringBuilder();
        long[] uniq = moc.toUniq();
        int order = -1;
        for (int i = 0; i < uniq.length; ) {
            int k = Uniq.order(uniq[i]);
            out.append(k == order ? "," : (order < 0 ? "" : " ") + k + "/");
            order = k;
            int last = i;
            while (last + 1 < uniq.length && uniq[last + 1] == uniq[last] + 1 && Uniq.order(uniq[last + 1]) == k) {
                last++;
            }
            out.append(Uniq.nest(uniq[i]));
            if (last > i) {
                out.append('-').append(Uniq.nest(uniq[last]));
            }
            i = last + 1;
        }
        if (order < moc.order()) {
            out.append(order < 0 ? "" : " ").append(moc.order()).append('/');
        }
        return out.toString();
    }

    /** Writes the JSON form. */
    public static String writeJson(Moc moc) {
        StringBuilder out = new StringBuilder("{");
        int order = -1;
        for (long u : moc.toUniq()) {
            int k = Uniq.order(u);
            out.append(k == order ? "," : (order < 0 ? "" : "],") + "\"" + k + "\":[")
                    .append(Uniq.nest(u));
            order = k;
        }
        out.append(order < 0 ? "" : "]");
        if (order < moc.order()) {
            out.append(order < 0 ? "" : ",").append('"').append(moc.order()).append("\":[]");
        }
        return out.append('}').toString();
    }

    /** Collects ranges of order 29. */
    private static final class Builder {
        private long[] starts = new long[16];
        private long[] ends = new long[16];
        private int used;
        private int order;
        private int deepest;

        void order(TextScanner in, long value) {
            if (value > Healpix.MAX_ORDER) {
                throw in.error("an order of at most 29 and not " + value);
            }
            order = (int) value;
            deepest = Math.max(deepest, order);
        }

        void cells(TextScanner in, long first, long last) {
            if (last < first || last >= 12L << 2 * order) {
                throw in.error("cells of order " + order + " and not " + first + " to " + last);
            }
            if (used == starts.length) {
                starts = Arrays.copyOf(starts, 2 * used);
                ends = Arrays.copyOf(ends, 2 * used);
            }
            int shift = 2 * (Healpix.MAX_ORDER - order);
            starts[used] = first << shift;
            ends[used++] = last + 1 << shift;
        }

        Moc build() {
            long[] bounds = RangeAlgebra.normalise(Arrays.copyOf(starts, used), Arrays.copyOf(ends, used));
            PixelRanges ranges = new PixelRanges();
            for (int i = 0; i < bounds.length; i += 2) {
                ranges.append(bounds[i], bounds[i + 1]);
            }
            return Moc.of(Healpix.MAX_ORDER, ranges).withOrder(deepest);
        }
    }
}
