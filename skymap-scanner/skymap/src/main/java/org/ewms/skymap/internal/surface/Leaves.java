package org.ewms.skymap.internal.surface;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * The sky divided into cells, each the finest scanned pixel there: every point is in exactly one cell. Where a coarse pixel was refined
 * in part only, the rest of it is divided into cells that keep its value. Where nothing was scanned, cells without a source fill the sky.
 */
public final class Leaves {
    private final Samples samples;
    private byte[] order = new byte[1024];
    private long[] nest = new long[1024];
    private byte[] level = new byte[1024];
    private int[] index = new int[1024];
    private int size;

    private Leaves(Samples samples) {
        this.samples = samples;
    }

    public static Leaves of(Samples samples) {
        var leaves = new Leaves(samples);
        for (long face = 0; face < 12; face++) {
            leaves.divide(0, face, -1, -1);
        }
        return leaves;
    }

    private void divide(int cellOrder, long cell, int inheritedLevel, int inheritedIndex) {
        int sourceLevel = inheritedLevel;
        int sourceIndex = inheritedIndex;
        boolean divided = false;
        for (int k = 0; k < samples.levels(); k++) {
            int deeper = samples.order(k) - cellOrder;
            if (deeper == 0) {
                int at = samples.find(k, cell);
                sourceLevel = at >= 0 ? k : sourceLevel;
                sourceIndex = at >= 0 ? at : sourceIndex;
            } else if (deeper > 0 && !divided) {
                int first = samples.firstFrom(k, cell << (2 * deeper));
                divided = first < samples.size(k) && samples.nest(k, first) >>> (2 * deeper) == cell;
            }
        }
        if (!divided) {
            add(cellOrder, cell, sourceLevel, sourceIndex);
            return;
        }
        for (int child = 0; child < 4; child++) {
            divide(cellOrder + 1, 4 * cell + child, sourceLevel, sourceIndex);
        }
    }

    private void add(int cellOrder, long cell, int sourceLevel, int sourceIndex) {
        if (size == nest.length) {
            order = Arrays.copyOf(order, 2 * size);
            nest = Arrays.copyOf(nest, 2 * size);
            level = Arrays.copyOf(level, 2 * size);
            index = Arrays.copyOf(index, 2 * size);
        }
        order[size] = (byte) cellOrder;
        nest[size] = cell;
        level[size] = (byte) sourceLevel;
        index[size] = sourceIndex;
        size++;
    }

    public int size() {
        return size;
    }

    public int order(int i) {
        return order[i];
    }

    /** NESTED id at the cell's order. */
    public long nest(int i) {
        return nest[i];
    }

    /** The cell a unit vector is in. */
    public int find(double[] direction) {
        FacePlane.Point p = FacePlane.locate(direction);
        int low = 0;
        int high = size - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (FacePlane.pixel(order[middle], p) >= nest[middle]) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** False where nothing was scanned. */
    public boolean scanned(int i) {
        return level[i] >= 0;
    }

    /** TS above the smallest evaluated value; NaN where nothing was scanned or every fit failed. */
    public double ts(int i) {
        return level[i] < 0 ? Double.NaN : samples.ts(level[i], index[i]);
    }

    /** Order of the evaluated pixel whose value the cell has. */
    public int scannedOrder(int i) {
        return samples.order(level[i]);
    }

    int level(int i) {
        return level[i];
    }

    /** The evaluated pixel, at the order of its level, whose value the cell has. */
    long source(int i) {
        return samples.nest(level[i], index[i]);
    }

    /** Area of a cell, steradians. */
    public double area(int i) {
        return Math.PI / 3 / (1L << (2 * order[i]));
    }

    /** Calls for every cell, in the order of the sky (ascending NESTED at the finest order). */
    public void forEach(IntConsumer action) {
        for (int i = 0; i < size; i++) {
            action.accept(i);
        }
    }
}
