package org.ewms.scan.internal;

/**
 * What a rule may look at: the rows finished so far.
 *
 * @param table all rows; those from {@code finished} on are to be ignored
 * @param finished number of finished rows; they come first
 * @param best row with the smallest −ln L, or −1 when every fit so far is NaN
 */
public record ScanView(PixelTable table, int finished, int best) {
    /** Finished row of a pixel, or −1. */
    int find(int level, long pixel) {
        int row = table.find(level, pixel);
        return row < finished ? row : -1;
    }
}
