package org.ewms.skymap;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Two results pixel by pixel, by skyreader's rules: the same pixels, and values with |a − b| ≤ 1e-8 + rtol |b|; NaN equals NaN, and an
 * energy of 0 on either side says nothing.
 *
 * @param nsides one for each nside of either
 */
public record ResultComparison(List<Nside> nsides) {
    private static final double ATOL = 1e-8;

    public ResultComparison {
        nsides = List.copyOf(nsides);
    }

    /**
     * Relative tolerances.
     *
     * @param energy of E_in and E_tot
     * @param vertex of X, Y, Z and T
     */
    public record Tolerances(double llh, double energy, double vertex) {
        public Tolerances {
            if (!(llh >= 0 && energy >= 0 && vertex >= 0)) {
                throw new IllegalArgumentException(
                        "tolerances " + llh + ", " + energy + ", " + vertex + " must not be negative");
            }
        }

        /** Those of skyreader: 1e-4, 1e-2, 1e-3. */
        public static Tolerances defaults() {
            return new Tolerances(1e-4, 1e-2, 1e-3);
        }
    }

    /**
     * One column.
     *
     * @param different pixels beyond the tolerance
     * @param largest largest |a − b| / |b|; infinite where only one is a number or b is 0
     */
    public record Column(String name, int different, double largest) {}

    /**
     * One nside.
     *
     * @param common pixels in both
     * @param onlyFirst pixels in the first result only
     * @param onlySecond pixels in the second result only
     */
    public record Nside(int nside, int common, int onlyFirst, int onlySecond, List<Column> columns) {
        public Nside {
            columns = List.copyOf(columns);
        }

        /** Whether pixels and values agree. */
        public boolean close() {
            return onlyFirst == 0 && onlySecond == 0 && columns.stream().allMatch(column -> column.different == 0);
        }
    }

    /** Whether everything agrees. */
    public boolean close() {
        return nsides.stream().allMatch(Nside::close);
    }

    public static ResultComparison of(ScanResult a, ScanResult b, Tolerances tolerances) {
        SortedSet<Integer> all = new TreeSet<>(a.tables().keySet());
        all.addAll(b.tables().keySet());
        var nsides = new ArrayList<Nside>();
        for (int nside : all) {
            NsideTable first = a.tables().get(nside);
            NsideTable second = b.tables().get(nside);
            if (first == null || second == null) {
                nsides.add(new Nside(
                        nside, 0, first == null ? 0 : first.size(), second == null ? 0 : second.size(), List.of()));
            } else {
                nsides.add(compare(first, second, tolerances));
            }
        }
        return new ResultComparison(nsides);
    }

    private static Nside compare(NsideTable a, NsideTable b, Tolerances tolerances) {
        int[] partner = new int[a.size()];
        int common = 0;
        for (int i = 0; i < partner.length; i++) {
            partner[i] = Arrays.binarySearch(b.pixel(), a.pixel()[i]);
            common += partner[i] >= 0 ? 1 : 0;
        }
        List<Column> columns = List.of(
                column("llh", a.llh(), b.llh(), partner, tolerances.llh, false),
                column("E_in", a.eIn(), b.eIn(), partner, tolerances.energy, true),
                column("E_tot", a.eTot(), b.eTot(), partner, tolerances.energy, true),
                column("X", a.x(), b.x(), partner, tolerances.vertex, false),
                column("Y", a.y(), b.y(), partner, tolerances.vertex, false),
                column("Z", a.z(), b.z(), partner, tolerances.vertex, false),
                column("T", a.t(), b.t(), partner, tolerances.vertex, false));
        return new Nside(a.nside(), common, a.size() - common, b.size() - common, columns);
    }

    private static Column column(
            String name, double[] a, double[] b, int[] partner, double rtol, boolean nilSaysNothing) {
        int different = 0;
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            double x = a[i];
            double y = partner[i] < 0 ? x : b[partner[i]];
            boolean same = Double.compare(x, y) == 0 || nilSaysNothing && (x == 0 || y == 0);
            if (!same) {
                double distance = Math.abs(x - y);
                different += distance <= ATOL + rtol * Math.abs(y) ? 0 : 1;
                double relative = distance / Math.abs(y);
                largest = Math.max(largest, Double.isNaN(relative) ? Double.POSITIVE_INFINITY : relative);
            }
        }
        return new Column(name, different, largest);
    }
}
