package org.ewms.healpix.internal;

import org.ewms.healpix.PixelRanges;

/**
 * The cells that a disc overlaps, ring by ring: those with their centre inside are certain, those with it farther out
 * than a cell's radius are out of the question, and of the few between each is looked at.
 */
public final class InclusiveDiscs {
    private final Grid g;
    private final Blocks cells;
    private final RingDisc certain;
    private final RingDisc possible;

    private InclusiveDiscs(Grid g, Levels levels, double theta, double phi, double radius, double wide) {
        this.g = g;
        this.cells = new Blocks(g, levels, Disc.of(theta, phi, radius, levels), true, (face, x, y, w, h) -> {});
        this.certain = new RingDisc(theta, phi, radius);
        this.possible = new RingDisc(theta, phi, wide);
    }

    /** Appends the RING numbers. */
    public static void ring(Grid g, Levels levels, double theta, double phi, double radius, PixelRanges out) {
        double wide = radius + levels.radius(levels.cell());
        if (wide >= Math.PI) {
            Search.ring(g, levels, Disc.of(theta, phi, radius, levels), true, out);
            return;
        }
        InclusiveDiscs search = new InclusiveDiscs(g, levels, theta, phi, radius, wide);
        long last = Discs.lastRing(g, theta + wide);
        for (long i = Discs.firstRing(g, theta - wide); i <= last; i++) {
            search.row(i, out);
        }
    }

    private void row(long i, PixelRanges out) {
        double z = Centre.z(g, i);
        double s = Centre.sine(g, i);
        double outer = possible.halfWidth(z, s);
        if (outer < 0) {
            return;
        }
        long q = g.quarter(i);
        double inner = certain.halfWidth(z, s);
        if (inner >= Math.PI) {
            out.append(g.start(i), g.start(i) + 4 * q);
            return;
        }
        double perRadian = q * Locate.PER_QUARTER_TURN;
        double middle = certain.turns * q - 0.5 * g.shift(i);
        long left = (long) Math.ceil(middle - outer * perRadian);
        long right = (long) Math.floor(middle + outer * perRadian);
        if (right - left >= 4 * q) {
            left = (long) middle - 2 * q;
            right = left + 4 * q - 1;
        }
        long from = (long) Math.ceil(middle - inner * perRadian);
        long to = (long) Math.floor(middle + inner * perRadian);
        boolean some = inner >= 0 && from <= to;
        long lo = left;
        while (lo <= right && !(some && lo >= from) && !touches(i, lo)) {
            lo++;
        }
        long hi = right;
        while (hi > lo && !(some && hi <= to) && !touches(i, hi)) {
            hi--;
        }
        if (lo <= right) {
            Discs.arc(g.start(i), 4 * q, lo, hi + 1, out);
        }
    }

    private boolean touches(long i, long j) {
        long place = Place.of(i, 2 * Math.floorMod(j, 4 * g.quarter(i)) + g.shift(i));
        long cell = Place.toFace(g, place);
        return cells.touches(Place.face(cell), Place.x(cell), Place.y(cell), Region.ALL);
    }
}
