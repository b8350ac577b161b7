package org.ewms.skymap.internal.surface;

/**
 * The twelve faces of HEALPix as continuous squares (Górski et al. 2005, §5): u grows to the north-east, v to the north-west, both
 * from 0 to 1. Equal areas of a face are equal areas of the sky. Directions are unit vectors, J2000 equatorial.
 */
public final class FacePlane {
    private static final int[] NORTH_CORNER = {2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4};
    private static final int[] LONGITUDE = {1, 3, 5, 7, 0, 2, 4, 6, 1, 3, 5, 7};

    private FacePlane() {}

    /** A point of a face. */
    public record Point(int face, double u, double v) {}

    /** Unit vector of a point of a face. */
    public static double[] vector(int face, double u, double v) {
        double row = NORTH_CORNER[face] - u - v;
        double fromPole = Math.min(row, 4 - row);
        double width = Math.min(fromPole, 1);
        double phi = width <= 0 ? 0 : Math.PI / 4 * (LONGITUDE[face] + (u - v) / width);
        return vectorOnRow(row, phi);
    }

    /** @param row distance from the north pole in units of a face's half diagonal: 0 … 4 */
    private static double[] vectorOnRow(double row, double phi) {
        double fromPole = Math.max(0, Math.min(row, 4 - row));
        double z;
        double sin;
        if (fromPole < 1) {
            double cap = fromPole * fromPole / 3;
            z = row < 2 ? 1 - cap : cap - 1;
            sin = Math.sqrt(cap * (2 - cap));
        } else {
            z = (2 - row) * (2.0 / 3);
            sin = Math.sqrt((1 - z) * (1 + z));
        }
        return new double[] {sin * Math.cos(phi), sin * Math.sin(phi), z};
    }

    /** Where a direction lies. On the border of two faces either may be the answer. */
    public static Point locate(double[] vector) {
        double z = vector[2];
        double quarter = Math.atan2(vector[1], vector[0]) / (Math.PI / 2);
        quarter = quarter < 0 ? quarter + 4 : quarter;
        return Math.abs(z) <= 2.0 / 3 ? belt(z, quarter) : cap(vector, Math.min(quarter, Math.nextDown(4.0)));
    }

    private static Point belt(double z, double quarter) {
        double rising = 0.5 + quarter - 0.75 * z;
        double falling = 0.5 + quarter + 0.75 * z;
        int up = (int) Math.floor(rising);
        int down = (int) Math.floor(falling);
        int face = up == down ? (up & 3) + 4 : up < down ? up & 3 : (down & 3) + 8;
        return new Point(face, falling - down, 1 - (rising - up));
    }

    private static Point cap(double[] vector, double quarter) {
        double sin2 = vector[0] * vector[0] + vector[1] * vector[1];
        // 1 − |z| without cancellation at the pole.
        double row = Math.sqrt(3 * sin2 / (1 + Math.abs(vector[2])));
        int column = (int) quarter;
        double east = Math.min(1, (quarter - column) * row);
        double west = Math.min(1, (1 - (quarter - column)) * row);
        return vector[2] > 0 ? new Point(column, 1 - west, 1 - east) : new Point(column + 8, east, west);
    }

    /**
     * The name of a cell corner, the same whichever cell of whichever face it is taken from.
     *
     * @param nside cells along a face, at most 2^28
     * @param x 0 … nside
     * @param y 0 … nside
     */
    static long node(int face, long x, long y, long nside) {
        long row = NORTH_CORNER[face] * nside - x - y;
        long width = Math.min(nside, Math.min(row, 4 * nside - row));
        long column = width == 0 ? 0 : Math.floorMod(LONGITUDE[face] * width + x - y, 8 * width);
        return row * (8 * nside) + column;
    }

    /** Direction of a cell corner named by {@link #node}. */
    static double[] nodeVector(long node, long nside) {
        long row = node / (8 * nside);
        long width = Math.min(nside, Math.min(row, 4 * nside - row));
        double phi = width == 0 ? 0 : Math.PI / 4 * (node % (8 * nside)) / width;
        return vectorOnRow((double) row / nside, phi);
    }

    static int x(long nestInFace) {
        return (int) Long.compress(nestInFace, 0x5555555555555555L);
    }

    static int y(long nestInFace) {
        return (int) Long.compress(nestInFace, 0xAAAAAAAAAAAAAAAAL);
    }

    static long nest(int order, int face, long x, long y) {
        return ((long) face << (2 * order)) | Long.expand(x, 0x5555555555555555L) | Long.expand(y, 0xAAAAAAAAAAAAAAAAL);
    }

    /** Direction of a pixel's centre. */
    public static double[] centre(int order, long nest) {
        return inside(order, nest, 0.5, 0.5);
    }

    /** Direction of a point of a pixel, du and dv from 0 to 1 across it. */
    static double[] inside(int order, long nest, double du, double dv) {
        long inFace = nest & ((1L << (2 * order)) - 1);
        double scale = Math.scalb(1.0, -order);
        return vector((int) (nest >>> (2 * order)), (x(inFace) + du) * scale, (y(inFace) + dv) * scale);
    }

    /** The NESTED pixel of an order that contains a point. */
    public static long pixel(int order, Point p) {
        long nside = 1L << order;
        return nest(order, p.face(), cell(p.u(), nside), cell(p.v(), nside));
    }

    static long cell(double coordinate, long nside) {
        return Math.clamp((long) Math.floor(coordinate * nside), 0, nside - 1);
    }
}
