package org.ewms.skymap;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a scan says, in a few numbers.
 *
 * @param contour50 the 50 % region, by Wilks' theorem unless other levels were asked for
 * @param contour90 the 90 % region
 * @param pixels evaluated pixels by nside
 * @param failedPixels pixels without a likelihood
 */
public record SkymapSummary(
        BestFit bestFit, Contour contour50, Contour contour90, Map<Integer, Integer> pixels, int failedPixels) {
    /** Area of the 50 % region, square degrees. */
    public double area50Deg2() {
        return contour50.areaDeg2();
    }

    /** Area of the 90 % region, square degrees. */
    public double area90Deg2() {
        return contour90.areaDeg2();
    }

    /** Makes the summary of a map with two of its contours, whatever their levels. */
    public static SkymapSummary of(LlhMap map, Contour contour50, Contour contour90) {
        SortedMap<Integer, Integer> pixels = new TreeMap<>();
        int failed = 0;
        for (NsideTable table : map.result().tables().values()) {
            pixels.put(table.nside(), table.size());
            for (double llh : table.llh()) {
                failed += Double.isFinite(llh) ? 0 : 1;
            }
        }
        return new SkymapSummary(
                map.bestFit(), contour50, contour90, java.util.Collections.unmodifiableSortedMap(pixels), failed);
    }
}
