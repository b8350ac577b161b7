package org.ewms.scan;

import java.util.Optional;

/**
 * Everything that decides, together with the fits, which pixels a scan reconstructs.
 *
 * @param variations seeds per pixel, 1..32
 * @param predictiveThreshold fraction of a level's pixels after which the next level may start, (0.1, 1]; classic mode only
 * @param seed of the order in which pixels are sent
 * @param maxAttempts attempts at one fit before its pixel goes without it, 1..100
 */
public record ScanPlan(
        NsideProgression progression,
        ScanMode mode,
        int variations,
        double predictiveThreshold,
        long seed,
        int maxAttempts,
        Optional<Pointing> pointing) {
    public ScanPlan {
        if (variations < 1 || variations > 32) {
            throw new IllegalArgumentException("variations must be 1..32, is " + variations);
        }
        if (!(predictiveThreshold > 0.1 && predictiveThreshold <= 1)) {
            throw new IllegalArgumentException(
                    "predictive scanning threshold must be above 0.1 and at most 1, is " + predictiveThreshold);
        }
        if (maxAttempts < 1 || maxAttempts > 100) {
            throw new IllegalArgumentException("attempts must be 1..100, is " + maxAttempts);
        }
    }

    /** The default progression in the given mode, one variation, seed 1. */
    public static ScanPlan defaults(ScanMode mode) {
        return new ScanPlan(NsideProgression.DEFAULT, mode, 1, 1.0, 1, 3, Optional.empty());
    }

    public ScanPlan withProgression(NsideProgression value) {
        return new ScanPlan(value, mode, variations, predictiveThreshold, seed, maxAttempts, pointing);
    }

    public ScanPlan withVariations(int value) {
        return new ScanPlan(progression, mode, value, predictiveThreshold, seed, maxAttempts, pointing);
    }

    public ScanPlan withPredictiveThreshold(double value) {
        return new ScanPlan(progression, mode, variations, value, seed, maxAttempts, pointing);
    }

    public ScanPlan withSeed(long value) {
        return new ScanPlan(progression, mode, variations, predictiveThreshold, value, maxAttempts, pointing);
    }

    public ScanPlan withMaxAttempts(int value) {
        return new ScanPlan(progression, mode, variations, predictiveThreshold, seed, value, pointing);
    }

    public ScanPlan withPointing(Pointing value) {
        return new ScanPlan(progression, mode, variations, predictiveThreshold, seed, maxAttempts, Optional.of(value));
    }
}
