package org.ewms.healpix.internal;

import org.ewms.healpix.PixelRanges;
import org.jspecify.annotations.Nullable;

/** The cells whose centres lie in a disc, ring by ring. */
public final class Discs {
    /** So close to a centre, in cells, the end of a row is not sure of it. */
    private static final double CLOSE = 1e-6;

    /** Up to this nside a rough angle will do, as it errs by less than {@link #ROUGHLY} of a cell. */
    private static final long ROUGH = 64;

    private static final double ROUGHLY = 1e-4;

    private Discs() {}

    /** Appends the RING numbers; the cost is that of the rings the disc touches. */
    public static void ring(Grid g, double theta, double phi, double radius, PixelRanges out) {
        RingDisc d = new RingDisc(theta, phi, radius);
        long last = lastRing(g, theta + radius);
        for (long i = firstRing(g, theta - radius); i <= last; i++) {
            row(g, d, i, null, out);
        }
    }

    /** Appends the NESTED numbers, or answers false for a disc of very many rings: its rows would take much memory. */
    public static boolean nest(Grid g, double theta, double phi, double radius, PixelRanges out) {
        RingDisc d = new RingDisc(theta, phi, radius);
        long first = firstRing(g, theta - radius);
        long last = lastRing(g, theta + radius);
        if (last - first >= NestedRows.MOST) {
            return false;
        }
        NestedRows rows = new NestedRows(g, first, last);
        for (long i = first; i <= last; i++) {
            row(g, d, i, rows, out);
        }
        rows.write(theta, phi, radius, out);
        return true;
    }

    /** The first ring that a region reaching north to a colatitude may hold. */
    static long firstRing(Grid g, double theta) {
        return theta <= 0 ? 1 : Math.max(1, ringAbove(g, theta));
    }

    /** The last ring that a region reaching south to a colatitude may hold. */
    static long lastRing(Grid g, double theta) {
        return theta >= Math.PI ? 4 * g.nside - 1 : Math.min(4 * g.nside - 1, ringAbove(g, theta) + 1);
    }

    /** The last ring north of a colatitude (to rounding), 0 for none. */
    static long ringAbove(Grid g, double theta) {
        double z = Trig.cosColatitude(theta);
        if (Math.abs(z) <= 2.0 / 3) {
            return (long) (g.realNside * (2 - 1.5 * z));
        }
        long fromPole = (long) (Trig.sin(0.5 * (z > 0 ? theta : Math.PI - theta)) / g.capHalfSine);
        return z > 0 ? fromPole : 4 * g.nside - fromPole - 1;
    }

    /** The cells of a ring go to {@code rows}, or into {@code out} when that is null. */
    private static void row(Grid g, RingDisc d, long i, @Nullable NestedRows rows, PixelRanges out) {
        double z = Centre.z(g, i);
        double s = Centre.sine(g, i);
        double room = d.room(z, s);
        if (room < 0) {
            return;
        }
        long start = g.start(i);
        long q = g.quarter(i);
        if (room >= s * d.sine) {
            take(i, start, 4 * q, 0, 4 * q - 1, rows, out);
            return;
        }
        boolean rough = g.nside <= ROUGH;
        double close = rough ? ROUGHLY : CLOSE;
        double hav = room / (s * d.sine);
        double angle = rough ? Trig.roughAngleOfHaversine(hav) : Trig.angleOfHaversine(hav);
        double half = angle * (q * Locate.PER_QUARTER_TURN);
        double middle = d.turns * q - 0.5 * g.shift(i);
        double left = middle - half;
        double right = middle + half;
        long from = (long) Math.ceil(left);
        long to = (long) Math.floor(right);
        // Next to a centre rounding would decide, so the centre itself is asked.
        if (from - left < close && !inside(g, d, i, s, room, from)) {
            from++;
        } else if (from - left > 1 - close && inside(g, d, i, s, room, from - 1)) {
            from--;
        }
        if (right - to < close && !inside(g, d, i, s, room, to)) {
            to--;
        } else if (right - to > 1 - close && inside(g, d, i, s, room, to + 1)) {
            to++;
        }
        take(i, start, 4 * q, from, to, rows, out);
    }

    private static void take(
            long i, long start, long length, long from, long to, @Nullable NestedRows rows, PixelRanges out) {
        if (rows == null) {
            arc(start, length, from, to + 1, out);
        } else if (from <= to) {
            rows.set(i, from, to);
        }
    }

    private static boolean inside(Grid g, RingDisc d, long i, double s, double room, long j) {
        return d.holds(s, room, (2 * j + g.shift(i)) * Trig.QUARTER_PI / g.quarter(i));
    }

    /** Appends cells from..to-1 of a ring, counted from its start and possibly running over either end. */
    static void arc(long start, long length, long from, long to, PixelRanges out) {
        if (to - from >= length) {
            out.append(start, start + length);
        } else if (from < 0) {
            out.append(start, start + Math.max(to, 0));
            out.append(start + Math.min(from, to) + length, start + Math.min(to, 0) + length);
        } else if (to > length) {
            out.append(start, start + Math.max(to - length, 0));
            out.append(start + from, start + length);
        } else if (to > from) {
            out.append(start + from, start + to);
        }
    }
}
