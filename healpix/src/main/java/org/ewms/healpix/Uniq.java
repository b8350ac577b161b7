package org.ewms.healpix;

/**
 * UNIQ numbers: order and NESTED id in one {@code long}, 4 * 4^order + id (IVOA MOC 2.0, section 4.3.2).
 * They start at 4, for cell 0 of order 0.
 */
public final class Uniq {
    private Uniq() {}

    /**
     * The UNIQ number of a cell.
     *
     * @throws IllegalArgumentException when the order is not 0..29 or the id is not a cell of it
     */
    public static long of(int order, long nest) {
        Healpix h = Healpix.ofOrder(order);
        h.requirePixel(nest);
        return (4L << 2 * order) + nest;
    }

    /**
     * The order of a UNIQ number.
     *
     * @throws IllegalArgumentException when it is no UNIQ number of an order 0..29
     */
    public static int order(long uniq) {
        if (uniq >= 4) {
            int order = (61 - Long.numberOfLeadingZeros(uniq)) >> 1;
            if (order <= Healpix.MAX_ORDER && uniq >>> 2 * order < 16) {
                return order;
            }
        }
        throw new IllegalArgumentException("not a UNIQ number of an order 0 to 29: " + uniq);
    }

    /**
     * The NESTED id of a UNIQ number.
     *
     * @throws IllegalArgumentException when it is no UNIQ number of an order 0..29
     */
    public static long nest(long uniq) {
        return uniq - (4L << 2 * order(uniq));
    }
}
