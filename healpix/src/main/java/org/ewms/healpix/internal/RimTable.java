package org.ewms.healpix.internal;

/**
 * What becomes of a cell that has left its face, as masks, so that no branch is left to be mispredicted. An entry is for
 * the face and the sides that were crossed; the wrapped coordinates are swapped, then mirrored, and the face replaced.
 */
final class RimTable {
    private static final int SIDE = 4;
    /** 12 faces times 9 ways, and some more: a power of two, so that a mask keeps indices within. */
    private static final int SIZE = 128;

    /** The number of the face reached; 0 where there is none. */
    private static final long[] FACE = new long[SIZE];
    /** All bits where there is no neighbour. */
    private static final long[] MISSING = new long[SIZE];
    /** The bits of x where x and y change places. */
    private static final long[] SWAP = new long[SIZE];
    /** The bits of x where x is mirrored, and those of y where y is. */
    private static final long[] MIRROR = new long[SIZE];

    static {
        for (int face = 0; face < 12; face++) {
            for (int side = 0; side < 9; side++) {
                fill(9 * face + side, face, side % 3 - 1, side / 3 - 1);
            }
        }
    }

    private RimTable() {}

    /** Sees where two cells get to that differ in y alone. */
    private static void fill(int entry, int face, int overX, int overY) {
        long low =
                overX == 0 && overY == 0 ? Place.pack(face, 0, 0) : Neighbours.across(SIDE, face, 0, 0, overX, overY);
        if (low == Neighbours.NONE) {
            MISSING[entry] = -1;
            return;
        }
        long high =
                overX == 0 && overY == 0 ? Place.pack(face, 0, 1) : Neighbours.across(SIDE, face, 0, 1, overX, overY);
        FACE[entry] = Place.face(low);
        SWAP[entry] = Place.x(low) == Place.x(high) ? 0 : Interleave.EVEN;
        MIRROR[entry] = (Place.x(low) == 0 ? 0 : Interleave.EVEN) | (Place.y(low) == 0 ? 0 : Interleave.ODD);
    }

    /** The entry of the sides crossed in x and y: -1 below 0, 1 above the last cell, else 0. */
    static int entry(int face, int overX, int overY) {
        return 9 * face + 4 + overX + 3 * overY & SIZE - 1;
    }

    /** The NESTED number of the cell at wrapped, interleaved coordinates, where there is one. */
    static long cell(Grid g, int entry, long inFace) {
        long change = (inFace ^ inFace >>> 1) & SWAP[entry];
        return inFace ^ change ^ change << 1 ^ MIRROR[entry] & g.nface - 1 | FACE[entry] << 2 * g.order;
    }

    /** The NESTED number of the cell at wrapped, interleaved coordinates, or {@link Neighbours#NONE}. */
    static long cellAtCorner(Grid g, int entry, long inFace) {
        return cell(g, entry, inFace) | MISSING[entry];
    }

    /** -1 where there is no neighbour, else 0. */
    static int missing(int entry) {
        return (int) MISSING[entry];
    }
}
