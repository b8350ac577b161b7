package org.ewms.healpix;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.ewms.healpix.internal.CellList;
import org.ewms.healpix.internal.RangeAlgebra;

/**
 * A map whose cells have different orders: disjoint NESTED cells in the order of the sky curve, each with one
 * value. Immutable. Values are densities: splitting a cell copies its value, joining cells takes the mean by
 * area. Directions outside every cell have no value (NaN).
 */
public final class MultiOrderMap {
    private static final int MAX_ORDER = Healpix.MAX_ORDER;
    /** More cells than this are refused: 1 GiB of values alone. */
    private static final long MOST_CELLS = 1L << 27;

    private final CellList cells;
    private final double[] values;

    private MultiOrderMap(CellList cells, double[] values) {
        this.cells = cells;
        this.values = values;
    }

    /**
     * The map of cells given by UNIQ numbers, in any order.
     *
     * @throws IllegalArgumentException for a number that is no UNIQ number, for cells that overlap, and for
     *     arrays of different lengths
     */
    public static MultiOrderMap of(long[] uniq, double[] values) {
        if (uniq.length != values.length) {
            throw new IllegalArgumentException(
                    "cells and values must be as many, but are " + uniq.length + " and " + values.length);
        }
        int[] places = new int[uniq.length];
        CellList cells = CellList.sorted(uniq, places);
        double[] sorted = new double[values.length];
        for (int i = 0; i < places.length; i++) {
            sorted[i] = values[places[i]];
        }
        return new MultiOrderMap(cells, sorted);
    }

    /** The map of a flat NESTED map; pixels that are NaN are left out. */
    public static MultiOrderMap ofNest(double[] map) {
        int order = FlatMaps.gridOf(map).order();
        if (order < 0) {
            throw new IllegalArgumentException(
                    "NESTED numbering needs nside to be a power of two, but the map has " + map.length + " pixels");
        }
        CellList cells = new CellList(map.length);
        double[] values = new double[map.length];
        for (int i = 0; i < map.length; i++) {
            if (!Double.isNaN(map[i])) {
                values[cells.size()] = map[i];
                cells.add(order, i);
            }
        }
        return new MultiOrderMap(cells, Arrays.copyOf(values, cells.size()));
    }

    /** The number of cells. */
    public int size() {
        return cells.size();
    }

    /** The order of cell i; cells are sorted along the NESTED curve. */
    public int order(int i) {
        return cells.order(i);
    }

    /** The NESTED number of cell i at its order. */
    public long nest(int i) {
        return cells.start(i) >> 2 * (MAX_ORDER - cells.order(i));
    }

    /** The UNIQ number of cell i. */
    public long uniq(int i) {
        return (4L << 2 * cells.order(i)) + nest(i);
    }

    /** The value of cell i. */
    public double value(int i) {
        return values[i];
    }

    /** The area of cell i in steradian. */
    public double area(int i) {
        return Healpix.ofOrder(cells.order(i)).pixelArea();
    }

    /** The finest order of a cell, 0 when there is none. */
    public int maxOrder() {
        int max = 0;
        for (int i = 0; i < cells.size(); i++) {
            max = Math.max(max, cells.order(i));
        }
        return max;
    }

    /** The cell that contains a direction, or -1; theta in [0, pi], phi finite, radians. */
    public int indexAt(double theta, double phi) {
        return cells.find(Healpix.ofOrder(MAX_ORDER).ang2pixNest(theta, phi));
    }

    /** The value at a direction, NaN outside every cell. */
    public double at(double theta, double phi) {
        int i = indexAt(theta, phi);
        return i < 0 ? Double.NaN : values[i];
    }

    /** What the cells cover. */
    public Moc coverage() {
        long[] uniq = new long[cells.size()];
        for (int i = 0; i < uniq.length; i++) {
            uniq[i] = uniq(i);
        }
        return Moc.ofUniq(uniq);
    }

    /** The map with every value replaced. */
    public MultiOrderMap map(DoubleUnaryOperator change) {
        return new MultiOrderMap(cells, Arrays.stream(values).map(change).toArray());
    }

    /**
     * The map with every cell coarser than an order split into cells of that order.
     *
     * @throws IllegalArgumentException when that makes more than 2^27 cells
     */
    public MultiOrderMap refine(int order) {
        long count = 0;
        for (int i = 0; i < cells.size(); i++) {
            count = Math.min(MOST_CELLS + 1, count + (1L << Math.min(40, 2 * Math.max(0, order - cells.order(i)))));
        }
        if (order < 0 || order > MAX_ORDER || count > MOST_CELLS) {
            throw new IllegalArgumentException("refining to order " + order
                    + " needs an order in [0, 29] and makes more" + " than " + MOST_CELLS + " cells otherwise");
        }
        CellList fine = new CellList((int) count);
        double[] copies = new double[(int) count];
        for (int i = 0; i < cells.size(); i++) {
            int k = Math.max(order, cells.order(i));
            long first = cells.start(i) >> 2 * (MAX_ORDER - k);
            for (long c = 0; c < 1L << 2 * (k - cells.order(i)); c++) {
                copies[fine.size()] = values[i];
                fine.add(k, first + c);
            }
        }
        return new MultiOrderMap(fine, copies);
    }

    /** The map with four siblings of the same value joined, again and again. */
    public MultiOrderMap reduce() {
        CellList joined = new CellList(cells.size());
        double[] kept = new double[cells.size()];
        for (int i = 0; i < cells.size(); i++) {
            kept[joined.size()] = values[i];
            joined.add(cells.order(i), nest(i));
            while (joined.endsWithSiblings() && sameLastFour(kept, joined.size())) {
                joined.joinLastFour();
            }
        }
        return new MultiOrderMap(joined, Arrays.copyOf(kept, joined.size()));
    }

    private static boolean sameLastFour(double[] v, int size) {
        return Double.compare(v[size - 4], v[size - 1]) == 0
                && Double.compare(v[size - 3], v[size - 1]) == 0
                && Double.compare(v[size - 2], v[size - 1]) == 0;
    }

    /** Where both maps have values, the operator's answer for them, on the finer of the two cells. */
    public MultiOrderMap combine(MultiOrderMap other, DoubleBinaryOperator operator) {
        CellList common = new CellList(cells.size() + other.cells.size());
        double[] answers = new double[cells.size() + other.cells.size()];
        int i = 0;
        int j = 0;
        while (i < cells.size() && j < other.cells.size()) {
            if (cells.overlaps(i, other.cells, j)) {
                answers[common.size()] = operator.applyAsDouble(values[i], other.values[j]);
                boolean mine = cells.order(i) >= other.cells.order(j);
                common.add(mine ? cells.order(i) : other.cells.order(j), mine ? nest(i) : other.nest(j));
            }
            long end = cells.end(i);
            long otherEnd = other.cells.end(j);
            i += end <= otherEnd ? 1 : 0;
            j += otherEnd <= end ? 1 : 0;
        }
        return new MultiOrderMap(common, Arrays.copyOf(answers, common.size()));
    }

    /**
     * The flat NESTED map of an order: the mean by area of the cells in a pixel, NaN where there is none.
     *
     * @throws IllegalArgumentException when the order is not in [0, 13]
     */
    public double[] rasteriseNest(int order) {
        if (order < 0 || order > 13) {
            throw new IllegalArgumentException(
                    "a flat map's order must lie in [0, 13] to fit an array but is " + order);
        }
        int shift = 2 * (MAX_ORDER - order);
        double[] flat = new double[(int) Healpix.ofOrder(order).npix()];
        double[] covered = new double[flat.length];
        for (int i = 0; i < cells.size(); i++) {
            double part = Math.min(1, Math.scalb(1.0, 2 * (order - cells.order(i))));
            int last = (int) (cells.end(i) - 1 >> shift);
            for (int p = (int) (cells.start(i) >> shift); p <= last; p++) {
                flat[p] = Math.fma(part, values[i], flat[p]);
                covered[p] += part;
            }
        }
        for (int p = 0; p < flat.length; p++) {
            flat[p] = covered[p] > 0 ? flat[p] / covered[p] : Double.NaN;
        }
        return flat;
    }

    /** The integral over the sphere: the sum of values times areas in steradian. NaN values count as nothing. */
    public double integrate() {
        return integrate(Moc.sky());
    }

    /** The integral over a coverage. */
    public double integrate(Moc region) {
        long[] bounds = region.ranges();
        double area = 4 * Math.PI / (12L << 2 * MAX_ORDER);
        double sum = 0;
        double lost = 0;
        for (int i = 0; i < cells.size(); i++) {
            if (!Double.isNaN(values[i])) {
                // Kahan's sum: millions of small cells must not drift.
                double term = values[i] * (RangeAlgebra.covered(bounds, cells.start(i), cells.end(i)) * area) - lost;
                double next = sum + term;
                lost = (next - sum) - term;
                sum = next;
            }
        }
        return sum;
    }
}
