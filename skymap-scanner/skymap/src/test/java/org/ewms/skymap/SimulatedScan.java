package org.ewms.skymap;

import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.ewms.healpix.Healpix;

/** Scans a known −2ΔlnL as the classic mode does: 8, then 12 and 24 pixels round the smallest value at 64 and 512. */
final class SimulatedScan {
    private static final int[] NSIDES = {8, 64, 512};
    private static final int[] EXTENSIONS = {0, 12, 24};

    private final ToDoubleFunction<double[]> ts;
    private final double noise;
    private final Random random;
    private final SortedMap<Integer, SortedMap<Long, Double>> llh = new TreeMap<>();

    private SimulatedScan(ToDoubleFunction<double[]> ts, double noise, long seed) {
        this.ts = ts;
        this.noise = noise;
        this.random = new Random(seed);
    }

    /** @param noise sigma of the scatter of −2ΔlnL */
    static ScanResult of(ToDoubleFunction<double[]> ts, double noise, long seed) {
        var scan = new SimulatedScan(ts, noise, seed);
        for (long pixel = 0; pixel < 12L * 8 * 8; pixel++) {
            scan.evaluate(8, pixel);
        }
        boolean more = true;
        while (more) {
            more = scan.refine(1) | scan.refine(2);
        }
        return scan.result();
    }

    private boolean evaluate(int nside, long pixel) {
        var table = llh.computeIfAbsent(nside, n -> new TreeMap<>());
        if (table.containsKey(pixel)) {
            return false;
        }
        double value = ts.applyAsDouble(centre(nside, pixel)) + noise * random.nextGaussian();
        table.put(pixel, 1000 + value / 2);
        return true;
    }

    static double[] centre(int nside, long pixel) {
        double[] out = new double[3];
        Healpix.ofNside(nside).pix2vecRing(pixel, out, 0);
        return out;
    }

    private boolean refine(int level) {
        int nside = NSIDES[level - 1];
        double[] best = smallest();
        double radius = Math.sqrt(EXTENSIONS[level] * 4 * Math.PI / (12.0 * nside * nside) / Math.PI);
        var chosen = new TreeSet<Long>();
        for (long pixel = 0; pixel < 12L * nside * nside; pixel++) {
            double[] c = centre(nside, pixel);
            if (Math.acos(Math.min(1, c[0] * best[0] + c[1] * best[1] + c[2] * best[2])) < radius) {
                chosen.add(pixel);
            }
        }
        boolean more = false;
        Healpix coarse = Healpix.ofNside(nside);
        Healpix fine = Healpix.ofNside(NSIDES[level]);
        for (long pixel : chosen) {
            long first = coarse.ring2nest(pixel) << 6;
            for (long child = first; child < first + 64; child++) {
                more |= evaluate(NSIDES[level], fine.nest2ring(child));
            }
        }
        return more;
    }

    private double[] smallest() {
        double[] best = {0, 0, 1};
        double min = Double.POSITIVE_INFINITY;
        for (var table : llh.entrySet()) {
            for (var entry : table.getValue().entrySet()) {
                if (entry.getValue() < min) {
                    min = entry.getValue();
                    best = centre(table.getKey(), entry.getKey());
                }
            }
        }
        return best;
    }

    private ScanResult result() {
        var tables = new TreeMap<Integer, NsideTable>();
        llh.forEach((nside, values) -> tables.put(nside, table(nside, values)));
        return new ScanResult(new EventMetadata(138632, 31747601, "neutrino", 60280.5, true), tables, true);
    }

    static NsideTable table(int nside, SortedMap<Long, Double> values) {
        long[] pixel = values.keySet().stream().mapToLong(Long::longValue).toArray();
        double[][] columns = new double[7][pixel.length];
        columns[0] = values.values().stream().mapToDouble(Double::doubleValue).toArray();
        for (int i = 0; i < pixel.length; i++) {
            columns[1][i] = 1000 + i;
            columns[2][i] = 2000 + i;
            columns[3][i] = 0.1 * i;
            columns[4][i] = -0.2 * i;
            columns[5][i] = 0.3 * i;
            columns[6][i] = 10000.5 + i;
        }
        return NsideTable.sorted(nside, pixel, columns);
    }
}
