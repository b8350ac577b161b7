package org.ewms.skymap;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.ewms.skymap.internal.surface.Leaves;

/**
 * Posterior probability under a flat prior on the sky: exp(−TS/2) integrated over each cell of a {@link LlhMap}, summing to 1. Immutable.
 */
public final class ProbabilityMap {
    private static final double SQUARE_DEGREES = Math.pow(180 / Math.PI, 2);

    private final Leaves leaves;
    private final double[] probability;

    private ProbabilityMap(Leaves leaves, double[] probability) {
        this.leaves = leaves;
        this.probability = probability;
    }

    public static ProbabilityMap of(LlhMap map) {
        return new ProbabilityMap(map.leaves(), map.likelihood().probability());
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

    /** Probability of everything denser than the cell a position is in, and half of that cell: the credible level that reaches it. */
    public double containment(SkyPosition position) {
        int own = leaves.find(position.vector());
        double sum = 0;
        for (int i = 0; i < probability.length; i++) {
            sum += i != own && density(i) >= density(own) ? probability[i] : 0;
        }
        return Math.min(1, sum + probability[own] / 2);
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
