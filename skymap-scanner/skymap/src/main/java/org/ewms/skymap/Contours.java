package org.ewms.skymap;

import java.util.List;

/** The regions of several confidence levels of one map. */
public record Contours(SkyPosition bestFit, List<Contour> contours) {
    public Contours {
        contours = List.copyOf(contours);
    }

    /**
     * Traces the levels of −2ΔlnL above the fitted minimum. Lines run on the interpolated surface, not along pixel edges.
     *
     * @param levels in the order wanted
     */
    public static Contours of(LlhMap map, List<ConfidenceLevel> levels) {
        SkyPosition best = map.bestFit().position();
        return new Contours(
                best,
                levels.stream()
                        .map(level -> new Contour(level, map.likelihood().below(level.ts()), best))
                        .toList());
    }

    /** The contour of the level with this probability, if it was asked for. */
    public java.util.Optional<Contour> ofProbability(double probability) {
        return contours.stream()
                .filter(c -> Math.abs(c.level().probability() - probability) < 1e-9)
                .findFirst();
    }

    /**
     * The confidence at which a position is just contained, by Wilks' theorem: 0 at the best fit, 1 far away.
     *
     * @throws IllegalStateException when there is no contour to measure with
     */
    public double containment(SkyPosition position) {
        if (contours.isEmpty()) {
            throw new IllegalStateException("no contour was asked for, so no surface is at hand");
        }
        return -Math.expm1(-Math.max(0, contours.getLast().ts(position)) / 2);
    }
}
