package org.ewms.scanner;

import java.time.Duration;
import org.ewms.scan.Progress;

/**
 * How a scan goes.
 *
 * @param expectedPixels pixels in total, as far as can be foreseen
 * @param runtime since this run began
 * @param fits accepted in this run
 * @param rate fits per second lately
 * @param recoSeconds time pilots spent on fits in this run
 */
public record ScanSnapshot(
        Progress progress,
        long expectedPixels,
        Duration runtime,
        long fits,
        double rate,
        double recoSeconds,
        long duplicates,
        long retries) {
    /** Time left at the present rate, seconds; NaN when unknown. */
    public double secondsLeft(int variations) {
        double left = Math.max(0, (expectedPixels - progress.pixelsDone()) * (double) variations);
        return rate > 0 ? left / rate : Double.NaN;
    }
}
