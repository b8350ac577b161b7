package org.ewms.healpix.internal;

import java.util.Arrays;
import org.ewms.healpix.Uniq;

/** Disjoint cells of any orders along the NESTED curve, by their start at order 29. */
public final class CellList {
    private static final int MAX_ORDER = Grid.MAX_ORDER;

    private long[] starts;
    private byte[] orders;
    private int size;

    /** An empty list with room for some cells. */
    public CellList(int capacity) {
        starts = new long[Math.max(4, capacity)];
        orders = new byte[Math.max(4, capacity)];
    }

    /**
     * The sorted cells of UNIQ numbers; places[i] becomes the index that cell i had.
     *
     * @throws IllegalArgumentException when two cells overlap
     */
    public static CellList sorted(long[] uniq, int[] places) {
        long[] begin = new long[uniq.length];
        for (int i = 0; i < uniq.length; i++) {
            begin[i] = Uniq.nest(uniq[i]) << 2 * (MAX_ORDER - Uniq.order(uniq[i]));
        }
        long[] sorted = begin.clone();
        Arrays.sort(sorted);
        Arrays.fill(places, -1);
        for (int i = 0; i < uniq.length; i++) {
            int place = Arrays.binarySearch(sorted, begin[i]);
            if (places[place] >= 0) {
                throw overlap(uniq[places[place]], uniq[i]);
            }
            places[place] = i;
        }
        CellList cells = new CellList(uniq.length);
        for (int i = 0; i < uniq.length; i++) {
            // A place nobody took belongs to a start that occurs twice, so the search above has thrown.
            long u = uniq[places[i]];
            if (i > 0 && sorted[i] < cells.end(i - 1)) {
                throw overlap(uniq[places[i - 1]], u);
            }
            cells.add(Uniq.order(u), Uniq.nest(u));
        }
        return cells;
    }

    private static IllegalArgumentException overlap(long a, long b) {
        return new IllegalArgumentException("cells overlap: UNIQ " + a + " and " + b);
    }

    /** Appends a cell behind the last. */
    public void add(int order, long nest) {
        if (size == starts.length) {
            starts = Arrays.copyOf(starts, 2 * size);
            orders = Arrays.copyOf(orders, 2 * size);
        }
        starts[size] = nest << 2 * (MAX_ORDER - order);
        orders[size++] = (byte) order;
    }

    public int size() {
        return size;
    }

    public int order(int i) {
        return orders[i];
    }

    /** The first id of cell i at order 29. */
    public long start(int i) {
        return starts[i];
    }

    /** The id behind the last of cell i at order 29. */
    public long end(int i) {
        return starts[i] + (1L << 2 * (MAX_ORDER - orders[i]));
    }

    /** The cell that holds an id of order 29, or -1. */
    public int find(long id) {
        int found = Arrays.binarySearch(starts, 0, size, id);
        int i = found >= 0 ? found : -found - 2;
        return i >= 0 && id < end(i) ? i : -1;
    }

    /** True when cell i and cell j of another list have ids in common. */
    public boolean overlaps(int i, CellList other, int j) {
        return start(i) < other.end(j) && other.start(j) < end(i);
    }

    /** True when the last four cells are the four children of one cell. */
    public boolean endsWithSiblings() {
        if (size < 4 || orders[size - 1] == 0) {
            return false;
        }
        int order = orders[size - 1];
        long child = 1L << 2 * (MAX_ORDER - order);
        long first = starts[size - 1] - 3 * child;
        boolean run = first >= 0 && (first & 4 * child - 1) == 0;
        for (int k = 1; run && k <= 4; k++) {
            run = orders[size - k] == order && starts[size - k] == first + (4 - k) * child;
        }
        return run;
    }

    /** Replaces the last four cells, which are siblings, by their parent. */
    public void joinLastFour() {
        size -= 3;
        orders[size - 1]--;
    }
}
