package org.ewms.skymap;

import org.ewms.healpix.Healpix;
import org.ewms.healpix.MultiOrderMap;

/**
 * The pixels that a scan refined, as far as a map still tells: a file of a map has only the finest pixel everywhere, but the fit of a
 * coarse pixel beside finer ones needs their common ancestor. Its value is the mean of the four cells that meet at its centre.
 */
final class CellAncestors {
    private static final int MAX_ORDER = Healpix.MAX_ORDER;

    private final MultiOrderMap cells;

    CellAncestors(MultiOrderMap cells) {
        this.cells = cells;
    }

    /** What is found. */
    interface Found {
        void accept(int order, long nest, double value);
    }

    /** Calls for each ancestor that is beside a cell of its own order, in the order of the sky within one order. */
    void forEach(Found found) {
        for (int order = 0; order < MAX_ORDER; order++) {
            ofOrder(order, found);
        }
    }

    private void ofOrder(int order, Found found) {
        Healpix healpix = Healpix.ofOrder(order);
        long before = -1;
        for (int i = 0; i < cells.size(); i++) {
            if (cells.order(i) > order) {
                long ancestor = cells.nest(i) >>> (2 * (cells.order(i) - order));
                if (ancestor != before && besideCell(healpix, ancestor)) {
                    found.accept(order, ancestor, atCentre(order, ancestor));
                }
                before = ancestor;
            }
        }
    }

    private boolean besideCell(Healpix healpix, long pixel) {
        long[] around = new long[8];
        healpix.neighboursNest(pixel, around, 0);
        for (long neighbour : around) {
            if (neighbour >= 0) {
                int at = find(neighbour << (2 * (MAX_ORDER - healpix.order())));
                if (at >= 0 && cells.order(at) == healpix.order() && cells.nest(at) == neighbour) {
                    return true;
                }
            }
        }
        return false;
    }

    private double atCentre(int order, long pixel) {
        double sum = 0;
        int known = 0;
        for (int child = 0; child < 4; child++) {
            // From one child on, always the grandchild opposite: that is towards the centre.
            long innermost = 4 * pixel + child;
            for (int k = order + 1; k < MAX_ORDER; k++) {
                innermost = 4 * innermost + 3 - child;
            }
            int at = find(innermost);
            boolean there = at >= 0 && !Double.isNaN(cells.value(at));
            sum += there ? cells.value(at) : 0;
            known += there ? 1 : 0;
        }
        return known == 0 ? Double.NaN : sum / known;
    }

    /** The cell that contains a pixel of order 29, negative when there is none. */
    private int find(long pixel) {
        int low = 0;
        int high = cells.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (cells.nest(middle) << (2 * (MAX_ORDER - cells.order(middle))) <= pixel) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        boolean inside = cells.size() > 0 && pixel >>> (2 * (MAX_ORDER - cells.order(low))) == cells.nest(low);
        return inside ? low : -1;
    }
}
