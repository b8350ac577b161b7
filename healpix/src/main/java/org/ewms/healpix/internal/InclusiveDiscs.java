package org.ewms.healpix.internal;

import org.ewms.healpix.PixelRanges;

/**
 * The cells that a disc overlaps, ring by ring. Corners of the cells of ring i lie on the circles of the rings i - 1, i and
 * i + 1, so what the disc cuts out of those three says which cells have a corner inside, and are certain. A disc that
 * enters a cell by an edge alone comes close to a corner, so what a slightly larger disc cuts out says which cells are
 * possible; hardly any are possible and not certain, and each of those is looked at.
 */
public final class InclusiveDiscs {
    /** The square of the longest edge of a cell in units of 1 / nside, at the corner of two polar faces on z = 2/3. */
    private static final double EDGE_SQUARE = 2.2;

    private final Grid g;
    private final Blocks cells;
    private final RingDisc disc;
    /** sin(radius / 2). */
    private final double halfSine;
    /** hav of the larger disc's radius for small discs, which may lie within a cell; 0 for others. */
    private final double small;

    /** Half the width in quarter turns of what the disc, and the larger one, cut out of the circle north of the present ring. */
    private double north;

    private double widerNorth;
    private double here;
    private double widerHere;
    private double south;
    private double widerSouth;
    /** The cells found on one circle after another. */
    private long from;

    private long to;

    private InclusiveDiscs(Grid g, Levels levels, double theta, double phi, double radius) {
        this.g = g;
        this.cells = new Blocks(g, levels, Disc.of(theta, phi, radius, levels), true, (face, x, y, w, h) -> {});
        this.disc = new RingDisc(theta, phi, radius);
        this.halfSine = Math.sqrt(disc.reach);
        double wider = radius + 1.5 * levels.radius(levels.cell());
        this.small = radius < Disc.SEVERAL_CELLS / g.realNside ? RingDisc.haversine(Math.min(wider, Math.PI)) : 0;
    }

    /** Appends the RING numbers. */
    public static void ring(Grid g, Levels levels, double theta, double phi, double radius, PixelRanges out) {
        double wide = radius + levels.radius(levels.cell());
        if (wide >= Math.PI) {
            Search.ring(g, levels, Disc.of(theta, phi, radius, levels), true, out);
            return;
        }
        InclusiveDiscs search = new InclusiveDiscs(g, levels, theta, phi, radius);
        long first = Discs.firstRing(g, theta - wide);
        long last = Discs.lastRing(g, theta + wide);
        search.circle(first - 1);
        search.circle(first);
        for (long i = first; i <= last; i++) {
            search.circle(i + 1);
            search.row(i, out);
        }
    }

    /** Moves on to the next circle, of ring i; 0 and 4 nside are the poles. */
    private void circle(long i) {
        north = here;
        widerNorth = widerHere;
        here = south;
        widerHere = widerSouth;
        double z = Centre.z(g, i);
        double s = Centre.sine(g, i);
        double room = disc.room(z, s);
        south = quarterTurns(room, s);
        widerSouth = quarterTurns(room - disc.reach + widerReach(i), s);
    }

    /**
     * hav of the radius of the disc that holds a corner of every cell which the disc enters by an edge. The edge is at
     * most 0.3 / (nside quarter) away from its chord (see {@link Disc#touches}), and of a chord's ends one is as close
     * as the square root of distance^2 + length^2 / 4.
     */
    private double widerReach(long i) {
        if (small > 0) {
            return small;
        }
        long q = Math.max(1, g.quarter(i) - 1);
        double sum = halfSine + 0.15 / (g.realNside * q);
        return sum * sum + EDGE_SQUARE / (16 * g.realNside * g.realNside);
    }

    private double quarterTurns(double room, double s) {
        double most = s * disc.sine;
        return room < 0 ? -1 : room >= most ? 2 : Trig.angleOfHaversine(room / most) * Locate.PER_QUARTER_TURN;
    }

    private void row(long i, PixelRanges out) {
        long q = g.quarter(i);
        long start = g.start(i);
        if (Math.max(Math.max(north, here), south) >= 2) {
            out.append(start, start + 4 * q);
            return;
        }
        boolean anywhere = Math.max(Math.max(widerNorth, widerHere), widerSouth) >= 2;
        find(i, q, widerNorth, widerHere, widerSouth);
        long left = from;
        long right = to;
        find(i, q, north, here, south);
        if (anywhere) {
            left = from <= to ? from : 0;
            right = left + 4 * q - 1;
        }
        if (from == left && to == right) {
            Discs.arc(start, 4 * q, from, to + 1, out);
        } else if (left <= right) {
            severalRuns(i, left, Math.min(right, left + 4 * q - 1), out);
        }
    }

    /** Appends the certain cells and those of the possible ones that are touched, in ascending order. */
    private void severalRuns(long i, long left, long right, PixelRanges out) {
        long length = 4 * g.quarter(i);
        long turn = Math.floorDiv(left, length) * length;
        if (from <= to) {
            from -= turn;
            to -= turn;
        }
        runs(i, length, right - turn, g.start(i) - length, out);
        runs(i, left - turn, Math.min(right - turn, length - 1), g.start(i), out);
    }

    private void runs(long i, long first, long last, long start, PixelRanges out) {
        long j = first;
        while (j <= last) {
            if (j >= from && j <= to) {
                long end = Math.min(last, to) + 1;
                out.append(start + j, start + end);
                j = end;
            } else {
                if (touches(i, j)) {
                    out.append(start + j, start + j + 1);
                }
                j++;
            }
        }
    }

    /** Sets the first and last cell of a ring with a corner, or points of its middle, on the arcs of three circles. */
    private void find(long i, long q, double above, double on, double below) {
        from = Long.MAX_VALUE;
        to = Long.MIN_VALUE;
        if (on >= 0) {
            double edge = 0.5 * (1 - g.shift(i));
            from = floor((disc.turns - on) * q + edge);
            to = floor((disc.turns + on) * q + edge);
        }
        corners(i, q, g.quarter(i - 1), above);
        corners(i, q, g.quarter(i + 1), below);
    }

    /**
     * Adds the cells with a corner on an arc of a neighbouring circle, whose ring has quarters of {@code next} cells.
     * Cell p of a quarter of a ring has its corner in the belt at its middle, in a cap at p / next on the circle
     * towards the pole and at (p + 1) / next on the other.
     */
    private void corners(long i, long q, long next, double width) {
        if (width < 0) {
            return;
        }
        double left = disc.turns - width;
        double right = disc.turns + width;
        if (next == q) {
            double middle = 0.5 * g.shift(i);
            add(-floor(middle - left * q), floor(right * q - middle));
            return;
        }
        long before = next > q ? 1 : 0;
        long leftQuarter = floor(left);
        long rightQuarter = floor(right);
        add(
                leftQuarter * q - floor((leftQuarter - left) * next) - before,
                rightQuarter * q + floor((right - rightQuarter) * next) - before);
    }

    private void add(long first, long last) {
        if (first <= last) {
            from = Math.min(from, first);
            to = Math.max(to, last);
        }
    }

    private static long floor(double v) {
        return (long) Math.floor(v);
    }

    private boolean touches(long i, long j) {
        long place = Place.of(i, 2 * Math.floorMod(j, 4 * g.quarter(i)) + g.shift(i));
        long cell = Place.toFace(g, place);
        return cells.touches(Place.face(cell), Place.x(cell), Place.y(cell), Region.ALL);
    }
}
