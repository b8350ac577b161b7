package org.ewms.skymap;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.ewms.skymap.internal.surface.Leaves;
import org.ewms.skymap.internal.surface.Posterior;
import org.ewms.skymap.internal.surface.TsDistribution;

/**
 * Posterior probability under a flat prior on the sky: exp(−TS/2) integrated over each cell of a {@link LlhMap}, summing to 1. Immutable.
 */
public final class ProbabilityMap {
    private static final double SQUARE_DEGREES = Math.pow(180 / Math.PI, 2);

    private final LlhMap map;
    private final Leaves leaves;
    private final double[] probability;
    private final TsDistribution distribution;

    private ProbabilityMap(LlhMap map, Posterior posterior) {
        this.map = map;
        this.leaves = map.leaves();
        this.probability = posterior.mass();
        this.distribution = posterior.distribution();
    }

    /** The probability under a flat prior, integrated over the interpolated surface. */
    public static ProbabilityMap of(LlhMap map) {
        return new ProbabilityMap(map, map.likelihood().posterior(false));
    }

    /** As {@link #of}, for a map that was made of probabilities: exp(−TS/2) is the mean of each cell, up to a common factor. */
    static ProbabilityMap ofCellMeans(LlhMap map) {
        return new ProbabilityMap(map, map.likelihood().posterior(true));
    }

    /** Cells that divide the sky, those of the {@link LlhMap} in the same order. */
    public int cells() {
        return probability.length;
    }

    public int order(int cell) {
        return leaves.order(cell);
    }

    /** NESTED id of a cell at its order. */
    public long nested(int cell) {
        return leaves.nest(cell);
    }

    /** Probability of a cell; all sum to 1 within 1e-9. Zero where nothing was scanned. */
    public double probability(int cell) {
        return probability[cell];
    }

    /** Probability per steradian. */
    public double density(int cell) {
        return probability[cell] / leaves.area(cell);
    }

    /**
     * Area of the smallest region that holds a probability, square degrees; cells are taken by falling density, the last in part.
     *
     * @param wanted 0 … 1
     */
    public double credibleAreaDeg2(double wanted) {
        if (!(wanted >= 0 && wanted <= 1)) {
            throw new IllegalArgumentException("probability " + wanted + " is not in 0 … 1");
        }
        double area = 0;
        double sum = 0;
        for (int cell : byDensity()) {
            if (sum + probability[cell] >= wanted) {
                return (area + leaves.area(cell) * (wanted - sum) / probability[cell]) * SQUARE_DEGREES;
            }
            sum += probability[cell];
            area += leaves.area(cell);
        }
        return area * SQUARE_DEGREES;
    }

    /**
     * The level whose region holds a probability: the credible region, denser inside than outside, with a border finer than the pixels.
     *
     * @param wanted 0 … 1 exclusive
     */
    public ConfidenceLevel credibleLevel(double wanted) {
        if (!(wanted > 0 && wanted < 1)) {
            throw new IllegalArgumentException("probability " + wanted + " is not in (0, 1)");
        }
        return new ConfidenceLevel(
                ConfidenceLevel.percent(wanted), wanted, Math.max(distribution.ts(wanted), Double.MIN_NORMAL));
    }

    /** Probability of everything denser than a position: the level of the credible region on whose border it lies. */
    public double containment(SkyPosition position) {
        return distribution.below(map.ts(position));
    }

    private int[] byDensity() {
        return IntStream.range(0, probability.length)
                .filter(i -> probability[i] > 0)
                .boxed()
                .sorted(Comparator.<Integer>comparingDouble(i -> -density(i)).thenComparing(i -> i))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
