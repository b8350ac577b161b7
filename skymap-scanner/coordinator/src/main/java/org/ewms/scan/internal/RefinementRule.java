package org.ewms.scan.internal;

/** Decides which pixels to add to a scan. Pure: the same view gives the same candidates. */
public sealed interface RefinementRule permits ClassicRule, AdaptiveRule {
    /** The pixels a scan starts with. */
    Candidates first();

    /**
     * Fractions of a level's pixels, ascending, at which {@link #refine} is to be asked as they are reached; empty when only a closed
     * round (everything sent is done) counts.
     */
    double[] thresholds(int level);

    /** Candidates after {@code level} reached a threshold or the round closed. */
    Candidates refine(ScanView view, int level);
}
