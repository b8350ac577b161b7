package org.ewms.scanner.internal;

import java.util.List;
import org.ewms.scan.NsideProgression.Level;
import org.ewms.scan.ScanMode;
import org.ewms.scan.ScanPlan;

/** How many pixels a scan will probably take; for progress only. */
public final class ScanEstimate {
    private ScanEstimate() {}

    /** What a level takes when it follows the contour of a typical track. */
    private static final long ADAPTIVE_LEVEL = 100;

    /** Classic: the extension of each level in its own pixels. Adaptive: a guess, since the contour decides. */
    public static long pixels(ScanPlan plan, long first) {
        if (plan.mode() == ScanMode.ADAPTIVE) {
            int coarse = plan.progression().levels().getFirst().nside();
            int levels = Integer.numberOfTrailingZeros(plan.progression().target() / coarse);
            return first + levels * ADAPTIVE_LEVEL;
        }
        List<Level> levels = plan.progression().levels();
        long sum = first;
        for (int i = 1; i < levels.size(); i++) {
            long ratio = levels.get(i).nside() / levels.get(i - 1).nside();
            sum += levels.get(i).extension() * ratio * ratio;
        }
        return sum;
    }
}
