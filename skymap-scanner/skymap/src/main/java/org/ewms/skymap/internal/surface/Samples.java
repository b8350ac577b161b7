package org.ewms.skymap.internal.surface;

import java.util.Arrays;
import org.ewms.healpix.Healpix;
import org.ewms.skymap.NsideTable;
import org.ewms.skymap.ScanResult;
import org.ewms.skymap.SkymapException;

/** Every evaluated pixel of every order: NESTED ids in order, with TS = 2 (llh − smallest llh). Immutable. */
public final class Samples {
    private final int[] orders;
    private final long[][] nest;
    private final double[][] ts;
    private final double minLlh;
    private final int minOrder;
    private final long minNest;

    private Samples(int[] orders, long[][] nest, double[][] llh) {
        this.orders = orders;
        this.nest = nest;
        double min = Double.POSITIVE_INFINITY;
        int where = -1;
        long which = -1;
        // Finer orders first: of equal values the finer pixel is the better answer.
        for (int k = orders.length - 1; k >= 0; k--) {
            for (int i = 0; i < llh[k].length; i++) {
                if (llh[k][i] < min) {
                    min = llh[k][i];
                    where = orders[k];
                    which = nest[k][i];
                }
            }
        }
        if (where < 0) {
            throw new SkymapException("the scan has no pixel with a likelihood: every value is missing or NaN");
        }
        this.minLlh = min;
        this.minOrder = where;
        this.minNest = which;
        this.ts = llh;
        for (double[] column : ts) {
            for (int i = 0; i < column.length; i++) {
                column[i] = Double.isFinite(column[i]) ? 2 * (column[i] - min) : Double.NaN;
            }
        }
    }

    private Samples(int[] orders, long[][] nest, double[][] ts, double minLlh, int minOrder, long minNest) {
        this.orders = orders;
        this.nest = nest;
        this.ts = ts;
        this.minLlh = minLlh;
        this.minOrder = minOrder;
        this.minNest = minNest;
    }

    /** @throws SkymapException when no pixel has a likelihood */
    public static Samples of(ScanResult result) {
        int n = result.tables().size();
        int[] orders = new int[n];
        long[][] nest = new long[n][];
        double[][] llh = new double[n][];
        int k = 0;
        for (NsideTable table : result.tables().values()) {
            orders[k] = Integer.numberOfTrailingZeros(table.nside());
            nest[k] = nested(table);
            llh[k] = sortTogether(nest[k], table.llh());
            k++;
        }
        return new Samples(orders, nest, llh);
    }

    /** The same pixels with other TS, one array per level. */
    Samples with(double[][] otherTs) {
        return new Samples(orders, nest, otherTs, minLlh, minOrder, minNest);
    }

    double[] tsCopy(int level) {
        return ts[level].clone();
    }

    private static long[] nested(NsideTable table) {
        Healpix healpix = Healpix.ofNside(table.nside());
        long[] out = new long[table.size()];
        for (int i = 0; i < out.length; i++) {
            out[i] = healpix.ring2nest(table.pixel()[i]);
        }
        return out;
    }

    /** Sorts the ids in place and returns the values in the new order. */
    private static double[] sortTogether(long[] ids, double[] values) {
        long[] unsorted = ids.clone();
        Arrays.sort(ids);
        double[] out = new double[values.length];
        for (int i = 0; i < unsorted.length; i++) {
            out[Arrays.binarySearch(ids, unsorted[i])] = values[i];
        }
        return out;
    }

    /** Number of orders, coarsest first. */
    public int levels() {
        return orders.length;
    }

    public int order(int level) {
        return orders[level];
    }

    int finestOrder() {
        return orders[orders.length - 1];
    }

    public int size(int level) {
        return nest[level].length;
    }

    public long nest(int level, int i) {
        return nest[level][i];
    }

    public double ts(int level, int i) {
        return ts[level][i];
    }

    /** Index of a pixel among those of its level, negative when it was not evaluated. */
    int find(int level, long pixel) {
        long[] ids = nest[level];
        // A level that covers the sky is its own index.
        if (ids.length == 12L << (2 * orders[level])) {
            return (int) pixel;
        }
        return Arrays.binarySearch(ids, pixel);
    }

    /** First index whose pixel is at least the given one. */
    int firstFrom(int level, long pixel) {
        int at = Arrays.binarySearch(nest[level], pixel);
        return at >= 0 ? at : -at - 1;
    }

    public double minLlh() {
        return minLlh;
    }

    public int minOrder() {
        return minOrder;
    }

    public long minNest() {
        return minNest;
    }
}
