package org.ewms.healpix.internal;

import java.util.Arrays;
import org.ewms.healpix.PixelRanges;

/**
 * The cells whose centres lie in a convex polygon, ring by ring: the inner side of an edge's great circle cuts one arc out of
 * a ring, and what is common to all arcs is inside. Where an arc ends next to a centre the centre itself is asked, so that
 * the answer is that of the polygon.
 */
final class ConvexRows {
    /** Beyond so many edges a search that looks at the near ones only is quicker. */
    private static final int MOST_EDGES = 16;

    /** The error of an arc's end, in radians times the root of the edge's slant: an inverse cosine next to 1 keeps half the digits. */
    private static final double ROUNDING = 6e-8;

    /** In cells; larger errors are left to others. */
    private static final double WIDEST = 0.25;

    private final Grid g;
    private final Region polygon;
    private final int n;
    /** Unit normals of the edges, pointing inwards. */
    private final double[] inward;
    /** sin of the angles between the normals and the axis, and the normals' longitudes in quarter turns. */
    private final double[] slant;

    private final double[] turns;
    /** How far from a centre an arc may end and not be sure of it, in cells of the belt. */
    private final double doubt;
    /** What is common to the arcs looked at so far, as starts and ends in quarter turns, and which cells that makes. */
    private double[] arcs;

    private double[] common;
    private int pieces;
    private final long[] runs;
    private final double[] v = new double[3];

    private ConvexRows(Grid g, Region polygon, double[] inward) {
        this.g = g;
        this.polygon = polygon;
        this.n = inward.length / 3;
        this.inward = inward;
        this.slant = new double[n];
        this.turns = new double[n];
        double least = 1;
        for (int i = 0; i < n; i++) {
            double x = inward[3 * i];
            double y = inward[3 * i + 1];
            slant[i] = Math.sqrt(x * x + y * y);
            turns[i] = Trig.atan2(y, x) * Locate.PER_QUARTER_TURN;
            least = Math.min(least, slant[i]);
        }
        this.doubt = 1e-6 + ROUNDING * g.realNside / Math.sqrt(least);
        // An arc may cut every piece in two.
        this.arcs = new double[4 * n + 4];
        this.common = new double[4 * n + 4];
        this.runs = new long[8 * n + 8];
    }

    /**
     * Appends the RING numbers, or nothing and answers false where this way would not be the best: many edges, edges along a
     * parallel, the finest grids.
     *
     * @param ends unit vectors within each edge's plane, pointing into the arc at either end
     */
    static boolean write(Grid g, Region polygon, double[] inward, double[][] ends, double[] corners, PixelRanges out) {
        if (inward.length > 3 * MOST_EDGES) {
            return false;
        }
        ConvexRows rows = new ConvexRows(g, polygon, inward);
        if (!(rows.doubt <= WIDEST)) {
            return false;
        }
        double north = rows.reach(1, ends, corners);
        double south = Math.PI - rows.reach(-1, ends, corners);
        long last = Discs.lastRing(g, south + 1e-9);
        for (long i = Discs.firstRing(g, north - 1e-9); i <= last; i++) {
            rows.row(i, out);
        }
        return true;
    }

    /** The least distance of the polygon from the north pole (side 1) or the south pole (-1). */
    private double reach(int side, double[][] ends, double[] corners) {
        boolean pole = true;
        double least = Math.PI;
        for (int e = 0; e < 3 * n; e += 3) {
            pole &= side * inward[e + 2] >= 0;
            double z = corners[e + 2];
            least = Math.min(
                    least, Trig.atan2(Math.sqrt(corners[e] * corners[e] + corners[e + 1] * corners[e + 1]), side * z));
            // The place of the great circle next to the pole, where the edge has it.
            double h = slant[e / 3];
            double x = -side * inward[e] * inward[e + 2] / h;
            double y = -side * inward[e + 1] * inward[e + 2] / h;
            if (Polygon.dot(ends[0], e, x, y, side * h) >= 0 && Polygon.dot(ends[1], e, x, y, side * h) >= 0) {
                least = Math.min(least, Trig.atan2(Math.abs(inward[e + 2]), h));
            }
        }
        return pole ? 0 : least;
    }

    private void row(long i, PixelRanges out) {
        double z = Centre.z(g, i);
        double s = Centre.sine(g, i);
        long q = g.quarter(i);
        double wider = doubt / q;
        pieces = -1;
        for (int e = 0; e < n; e++) {
            double level = -inward[3 * e + 2] * z;
            double most = s * slant[e];
            if (level - most > 1e-15) {
                return;
            }
            if (level > -most) {
                double half = Trig.acos(Math.min(level / most, 1)) * Locate.PER_QUARTER_TURN + wider;
                // However narrow what is left out, a centre may lie in it.
                cut(turns[e] - half, turns[e] + Math.min(half, 4 - half));
                if (pieces == 0) {
                    return;
                }
            }
        }
        long start = g.start(i);
        if (pieces < 0) {
            out.append(start, start + 4 * q);
        } else {
            cells(i, q, start, 2 * wider * q, out);
        }
    }

    /** Keeps what the pieces so far (-1: all round) have in common with an arc. */
    private void cut(double left, double right) {
        if (pieces < 0) {
            arcs[0] = left;
            arcs[1] = right;
            pieces = 1;
            return;
        }
        int kept = 0;
        for (int p = 0; p < 2 * pieces; p += 2) {
            double a = arcs[p];
            double b = arcs[p + 1];
            // The first turn in which the arc does not end before the piece.
            double turn = 4 * Math.ceil((a - right) * 0.25);
            for (double from = left + turn; from <= b; from += 4) {
                common[kept++] = Math.max(a, from);
                common[kept++] = Math.min(b, from + (right - left));
            }
        }
        double[] before = arcs;
        arcs = common;
        common = before;
        pieces = kept / 2;
    }

    /** Appends the cells with their centres on the pieces, in ascending order. */
    private void cells(long i, long q, long start, double unsure, PixelRanges out) {
        double edge = 0.5 * g.shift(i);
        long length = 4 * q;
        int used = 0;
        for (int p = 0; p < 2 * pieces; p += 2) {
            double left = arcs[p] * q - edge;
            double right = arcs[p + 1] * q - edge;
            long from = (long) Math.ceil(left);
            long to = (long) Math.floor(right);
            while (from <= to && from - left <= unsure && !holds(i, from)) {
                from++;
            }
            while (from <= to && right - to <= unsure && !holds(i, to)) {
                to--;
            }
            if (from <= to) {
                long turn = Math.floorDiv(from, length) * length;
                from -= turn;
                to = Math.min(to - turn, from + length - 1);
                if (pieces == 1) {
                    Discs.arc(start, length, from, to + 1, out);
                    return;
                }
                runs[used++] = from << 32 | Math.min(to, length - 1) + 1;
                if (to >= length) {
                    runs[used++] = to - length + 1;
                }
            }
        }
        Arrays.sort(runs, 0, used);
        long next = 0;
        for (int r = 0; r < used; r++) {
            long from = Math.max(next, runs[r] >>> 32);
            next = Math.max(next, runs[r] & 0xffffffffL);
            if (from < next) {
                out.append(start + from, start + next);
            }
        }
    }

    private boolean holds(long i, long j) {
        return polygon.holds(g, Place.of(i, 2 * Math.floorMod(j, 4 * g.quarter(i)) + g.shift(i)), v);
    }
}
