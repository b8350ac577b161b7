package org.ewms.scan;

import java.util.List;

/**
 * How far a scan is.
 *
 * @param levels by nside, ascending, those begun
 * @param bestLlh smallest −ln L so far, NaN before the first
 * @param bestNside nside of the best pixel, 0 before the first
 * @param bestPixel RING index of the best pixel, −1 before the first
 * @param rounds how often pixels were added
 * @param finished nothing more will be sent
 */
public record Progress(
        List<Level> levels, double bestLlh, int bestNside, long bestPixel, int rounds, boolean finished) {
    /**
     * One nside.
     *
     * @param sent pixels asked for so far
     * @param done pixels with all variations
     * @param fits fits accepted
     */
    public record Level(int nside, int sent, int done, int fits) {}

    public int pixelsDone() {
        return levels.stream().mapToInt(Level::done).sum();
    }

    public int pixelsSent() {
        return levels.stream().mapToInt(Level::sent).sum();
    }

    public int fits() {
        return levels.stream().mapToInt(Level::fits).sum();
    }
}
