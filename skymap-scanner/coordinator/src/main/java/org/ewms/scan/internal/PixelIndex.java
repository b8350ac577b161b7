package org.ewms.scan.internal;

import java.util.Arrays;

/** From (level, pixel) to row: open addressing over the table's own columns, 5–11 bytes a pixel. */
final class PixelIndex {
    private final PixelTable table;
    private int[] rows = filled(1 << 10);

    PixelIndex(PixelTable table) {
        this.table = table;
    }

    private static int[] filled(int capacity) {
        int[] out = new int[capacity];
        Arrays.fill(out, -1);
        return out;
    }

    int find(int level, long pixel) {
        int mask = rows.length - 1;
        for (int at = hash(level, pixel) & mask; ; at = (at + 1) & mask) {
            int row = rows[at];
            if (row < 0 || (table.pixel(row) == pixel && table.level(row) == level)) {
                return row;
            }
        }
    }

    /** Enters a row known to be absent. */
    void insert(int row) {
        if (table.size() > rows.length / 4 * 3) {
            int[] old = rows;
            rows = filled(old.length * 2);
            for (int known : old) {
                if (known >= 0) {
                    place(known);
                }
            }
        }
        place(row);
    }

    private void place(int row) {
        int mask = rows.length - 1;
        int at = hash(table.level(row), table.pixel(row)) & mask;
        while (rows[at] >= 0) {
            at = (at + 1) & mask;
        }
        rows[at] = row;
    }

    private static int hash(int level, long pixel) {
        long h = (pixel * 31 + level) * 0x9E3779B97F4A7C15L;
        return (int) (h >>> 32);
    }
}
