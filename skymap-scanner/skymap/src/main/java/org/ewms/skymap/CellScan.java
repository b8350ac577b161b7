package org.ewms.skymap;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ewms.healpix.Healpix;
import org.ewms.healpix.MultiOrderMap;
import org.ewms.healpix.Uniq;

/** A map from a file as if it were a scan: its cells, siblings of one value joined, as pixels with −ln L and nothing else. */
final class CellScan {
    /** −2 ln(p / largest p) where the probability is nil: so much that exp underflows. */
    private static final double NO_PROBABILITY = 1500;

    private final MultiOrderMap ts;

    private CellScan(MultiOrderMap ts) {
        this.ts = ts;
    }

    /** @throws SkymapException when a probability is negative, or all are nil */
    static CellScan of(MapQuantity quantity, MultiOrderMap map) {
        MultiOrderMap cells = map.reduce();
        return new CellScan(quantity == MapQuantity.PROBABILITY ? ofDensity(cells) : cells);
    }

    static CellScan of(MapQuantity quantity, FlatFits.Content content) {
        Healpix healpix = Healpix.ofNside(content.nside());
        long[] uniq = new long[content.pixel().length];
        for (int i = 0; i < uniq.length; i++) {
            uniq[i] = Uniq.of(healpix.order(), healpix.ring2nest(content.pixel()[i]));
        }
        return of(quantity, MultiOrderMap.of(uniq, content.values()));
    }

    private static MultiOrderMap ofDensity(MultiOrderMap density) {
        double largest = 0;
        for (int i = 0; i < density.size(); i++) {
            if (density.value(i) < 0 || density.value(i) == Double.POSITIVE_INFINITY) {
                throw new SkymapException("order " + density.order(i) + " NESTED pixel " + density.nest(i)
                        + " has the probability " + density.value(i));
            }
            largest = Math.max(largest, Double.isNaN(density.value(i)) ? 0 : density.value(i));
        }
        if (largest == 0) {
            throw new SkymapException("the map has no probability anywhere");
        }
        double most = largest;
        return density.map(p -> Math.min(NO_PROBABILITY, -2 * Math.log(p / most)));
    }

    ScanResult result(EventMetadata event) {
        SortedMap<Integer, Pixels> byOrder = new TreeMap<>();
        for (int i = 0; i < ts.size(); i++) {
            byOrder.computeIfAbsent(ts.order(i), order -> new Pixels()).add(ts.nest(i), ts.value(i));
        }
        new CellAncestors(ts)
                .forEach((order, nest, value) ->
                        byOrder.computeIfAbsent(order, none -> new Pixels()).add(nest, value));
        SortedMap<Integer, NsideTable> tables = new TreeMap<>();
        byOrder.forEach((order, pixels) -> tables.put(1 << order, pixels.table(order)));
        return new ScanResult(event, tables, true);
    }

    /** Pixels of one order with their TS. */
    private static final class Pixels {
        private long[] nest = new long[16];
        private double[] ts = new double[16];
        private int size;

        void add(long pixel, double value) {
            if (size == nest.length) {
                nest = Arrays.copyOf(nest, 2 * size);
                ts = Arrays.copyOf(ts, 2 * size);
            }
            nest[size] = pixel;
            ts[size++] = value;
        }

        NsideTable table(int order) {
            Healpix healpix = Healpix.ofOrder(order);
            long[] ring = new long[size];
            for (int i = 0; i < size; i++) {
                ring[i] = healpix.nest2ring(nest[i]);
            }
            long[] ascending = ring.clone();
            Arrays.sort(ascending);
            double[] llh = new double[size];
            for (int i = 0; i < size; i++) {
                llh[Arrays.binarySearch(ascending, ring[i])] = ts[i] / 2;
            }
            double[] unknown = new double[size];
            Arrays.fill(unknown, Double.NaN);
            return new NsideTable(1 << order, ascending, llh, unknown, unknown, unknown, unknown, unknown, unknown);
        }
    }
}
