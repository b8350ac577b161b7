package org.ewms.healpix.internal;

/** The eight cells around a cell, in the order SW, W, NW, N, NE, E, SE, S. */
public final class Neighbours {
    /** What stands for a neighbour that does not exist. */
    public static final long NONE = -1;

    private static final int[] DX = {-1, -1, 0, 1, 1, 1, 0, -1};
    private static final int[] DY = {0, 1, 1, 1, 0, -1, -1, -1};

    private Neighbours() {}

    /** Writes the NESTED numbers of the neighbours; answers how many exist. */
    public static int nest(Grid g, long pix, long[] out, int at) {
        long face = pix & -g.nface;
        long even = (g.nface - 1) & Interleave.EVEN;
        long odd = even << 1;
        long x = pix & even;
        long y = pix & odd;
        if (x != 0 && y != 0 && x != even && y != odd) {
            inside(face, x, y, even, odd, out, at);
            return 8;
        }
        return nestAtRim(g, (int) (pix >>> 2 * g.order), x, y, even, odd, out, at);
    }

    /** Steps on interleaved numbers: the bits of the other coordinate are filled so that carries pass. */
    private static void inside(long face, long x, long y, long even, long odd, long[] out, int at) {
        long left = x - 1 & even | face;
        long right = (x | odd) + 1 & even | face;
        long down = y - 2 & odd;
        long up = (y | even) + 2 & odd;
        out[at] = left | y;
        out[at + 1] = left | up;
        out[at + 2] = face | x | up;
        out[at + 3] = right | up;
        out[at + 4] = right | y;
        out[at + 5] = right | down;
        out[at + 6] = face | x | down;
        out[at + 7] = left | down;
    }

    private static int nestAtRim(Grid g, int face, long x, long y, long even, long odd, long[] out, int at) {
        long left = x - 1 & even;
        long right = (x | odd) + 1 & even;
        long down = y - 2 & odd;
        long up = (y | even) + 2 & odd;
        // By signs: branches would be mispredicted.
        int overLeft = (int) (x - 1 >> 63);
        int overRight = (int) (even - x - 1 >>> 63);
        int overDown = (int) (y - 1 >> 63);
        int overUp = (int) (odd - y - 1 >>> 63);
        int west = RimTable.entry(face, overLeft, overUp);
        int north = RimTable.entry(face, overRight, overUp);
        int east = RimTable.entry(face, overRight, overDown);
        int south = RimTable.entry(face, overLeft, overDown);
        out[at] = RimTable.cell(g, RimTable.entry(face, overLeft, 0), left | y);
        out[at + 1] = RimTable.cellAtCorner(g, west, left | up);
        out[at + 2] = RimTable.cell(g, RimTable.entry(face, 0, overUp), x | up);
        out[at + 3] = RimTable.cellAtCorner(g, north, right | up);
        out[at + 4] = RimTable.cell(g, RimTable.entry(face, overRight, 0), right | y);
        out[at + 5] = RimTable.cellAtCorner(g, east, right | down);
        out[at + 6] = RimTable.cell(g, RimTable.entry(face, 0, overDown), x | down);
        out[at + 7] = RimTable.cellAtCorner(g, south, left | down);
        return 8 + RimTable.missing(west) + RimTable.missing(north) + RimTable.missing(east) + RimTable.missing(south);
    }

    /** Writes the RING numbers of the neighbours; answers how many exist. */
    public static int ring(Grid g, long pix, long[] out, int at) {
        long place = Place.ofRing(g, pix);
        return RingNeighbours.write(g, place, out, at) ? 8 : ringAtRim(g, place, out, at);
    }

    private static int ringAtRim(Grid g, long place, long[] out, int at) {
        long cell = Place.toFace(g, place);
        int found = 0;
        for (int d = 0; d < 8; d++) {
            long c = step(g, cell, DX[d], DY[d]);
            out[at + d] = c == NONE ? NONE : Place.ringOfFace(g, c);
            found += c == NONE ? 0 : 1;
        }
        return found;
    }

    /** The packed cell one step away, or {@link #NONE} at the corners where only three faces meet. */
    static long step(Grid g, long cell, int dx, int dy) {
        long n = g.nside;
        long x = Place.x(cell) + dx;
        long y = Place.y(cell) + dy;
        int face = Place.face(cell);
        int overX = x < 0 ? -1 : x >= n ? 1 : 0;
        int overY = y < 0 ? -1 : y >= n ? 1 : 0;
        if ((overX | overY) == 0) {
            return Place.pack(face, x, y);
        }
        return across(n, face, x - overX * n, y - overY * n, overX, overY);
    }

    /** Crosses the edge of a face; x and y are already wrapped into the side length. */
    static long across(long n, int face, long x, long y, int overX, int overY) {
        int f = face & 3;
        return switch (face >> 2) {
            case 0 -> overX > 0 || overY > 0 ? overPole(n, f, 0, x, y, overX, overY) : fromNorth(f, x, y, overX, overY);
            case 1 -> fromBelt(f, x, y, overX, overY);
            default ->
                overX < 0 || overY < 0 ? overPole(n, f, 8, x, y, -overX, -overY) : fromSouth(f, x, y, overX, overY);
        };
    }

    private static long fromNorth(int f, long x, long y, int overX, int overY) {
        if (overX < 0 && overY < 0) {
            return Place.pack(8 + f, x, y);
        }
        return Place.pack(overX < 0 ? 4 + f : 4 + (f + 1 & 3), x, y);
    }

    private static long fromSouth(int f, long x, long y, int overX, int overY) {
        if (overX > 0 && overY > 0) {
            return Place.pack(f, x, y);
        }
        return Place.pack(overX > 0 ? 4 + (f + 1 & 3) : 4 + f, x, y);
    }

    private static long fromBelt(int f, long x, long y, int overX, int overY) {
        if (overX == overY) {
            return NONE;
        }
        if (overX != 0 && overY != 0) {
            return Place.pack(4 + (f + (overX > 0 ? 1 : 3) & 3), x, y);
        }
        int row = overX + overY > 0 ? 0 : 8;
        // East of the face's middle: north east into f, south east into 8 + f; the others one to the west.
        boolean east = overX > 0 || overY < 0;
        return Place.pack(row + (east ? f : f + 3 & 3), x, y);
    }

    /**
     * Within a cap: towards the pole means toX or toY positive. The four faces of a cap are turned by
     * 90 degrees against each other.
     */
    private static long overPole(long n, int f, int row, long x, long y, int toX, int toY) {
        if (toX > 0 && toY > 0) {
            return Place.pack(row + (f + 2 & 3), n - 1 - x, n - 1 - y);
        }
        if (toX < 0 || toY < 0) {
            return NONE;
        }
        boolean north = row == 0;
        boolean east = north == (toX > 0);
        int next = row + (f + (east ? 1 : 3) & 3);
        return toX > 0 ? Place.pack(next, y, n - 1 - x) : Place.pack(next, n - 1 - y, x);
    }
}
