package org.ewms.skymap.internal.surface;

import java.util.Arrays;
import org.ewms.healpix.Moc;
import org.ewms.healpix.PixelRanges;

/** The cells of a region: whole ones where no line runs, looked at one by one along the lines. */
final class RegionCells {
    private final Region region;
    private final int order;
    private final boolean inclusive;
    private final PixelRanges out = new PixelRanges();

    RegionCells(Region region, int order, boolean inclusive) {
        this.region = region;
        this.order = order;
        this.inclusive = inclusive;
    }

    Moc moc() {
        for (long face = 0; face < 12; face++) {
            divide(0, face);
        }
        return Moc.of(order, out);
    }

    private void divide(int cellOrder, long cell) {
        boolean crossed = crossed(cellOrder, cell);
        if (crossed && cellOrder < order) {
            for (int child = 0; child < 4; child++) {
                divide(cellOrder + 1, 4 * cell + child);
            }
        } else if (crossed ? belongs(cellOrder, cell) : region.contains(FacePlane.centre(cellOrder, cell))) {
            int shift = 2 * (order - cellOrder);
            out.append(cell << shift, (cell + 1) << shift);
        }
    }

    private boolean crossed(int cellOrder, long cell) {
        int finer = 2 * (region.gridOrder() - cellOrder);
        long[] border = region.border();
        if (finer < 0) {
            return Arrays.binarySearch(border, cell >>> -finer) >= 0;
        }
        int at = Arrays.binarySearch(border, cell << finer);
        at = at >= 0 ? at : -at - 1;
        return at < border.length && border[at] >>> finer == cell;
    }

    private boolean belongs(int cellOrder, long cell) {
        if (region.contains(FacePlane.centre(cellOrder, cell))) {
            return true;
        }
        // A line runs through the cell, or, on a grid finer than the lines' own, near it: its corners tell.
        boolean grid = cellOrder <= region.gridOrder();
        return inclusive && (grid || cornerInside(cellOrder, cell));
    }

    private boolean cornerInside(int cellOrder, long cell) {
        for (int i = 0; i < 4; i++) {
            if (region.contains(FacePlane.inside(cellOrder, cell, i & 1, i >> 1))) {
                return true;
            }
        }
        return false;
    }
}
