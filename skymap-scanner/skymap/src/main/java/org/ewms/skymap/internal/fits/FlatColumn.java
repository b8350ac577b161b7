package org.ewms.skymap.internal.fits;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.ewms.healpix.Healpix;
import org.ewms.skymap.LlhMap;
import org.ewms.skymap.ProbabilityMap;
import org.ewms.skymap.SkymapException;

/** Between the cells of a map and one value per RING pixel. */
public final class FlatColumn {
    private static final int FINEST = 11;
    private static final Set<String> FRAMES = Set.of("C", "CEL", "EQU", "EQUATORIAL", "ICRS", "Q", "RADEC");

    private FlatColumn() {}

    /** TS of the cell each pixel is in; of several cells in one pixel the smallest. */
    public static double[] ts(LlhMap map, int order) {
        double[] out = empty(order);
        for (int i = 0; i < map.cells(); i++) {
            int finer = order - map.order(i);
            double value = map.ts(i);
            spread(map.nested(i), finer, order, pixel -> out[pixel] = smaller(out[pixel], value));
        }
        return out;
    }

    private static double smaller(double a, double b) {
        return Double.isNaN(a) || b < a ? b : a;
    }

    /** Probability of each pixel: a share of the cell it is in, or the sum of the cells in it. */
    public static double[] probability(ProbabilityMap map, int order) {
        double[] out = empty(order);
        Arrays.fill(out, 0);
        for (int i = 0; i < map.cells(); i++) {
            int finer = order - map.order(i);
            double share = map.probability(i) / (1L << (2 * Math.max(0, finer)));
            spread(map.nested(i), finer, order, pixel -> out[pixel] += share);
        }
        return out;
    }

    private interface PixelAction {
        void on(int ringPixel);
    }

    private static void spread(long nested, int finer, int order, PixelAction action) {
        Healpix healpix = Healpix.ofOrder(order);
        long first = finer >= 0 ? nested << (2 * finer) : nested >>> (-2 * finer);
        long end = finer >= 0 ? (nested + 1) << (2 * finer) : first + 1;
        for (long pixel = first; pixel < end; pixel++) {
            action.on((int) healpix.nest2ring(pixel));
        }
    }

    /** A map of an order without any value. */
    public static double[] empty(int order) {
        if (order > FINEST) {
            throw new SkymapException("a flat map of nside " + (1L << order) + " is too large; take at most nside "
                    + (1 << FINEST) + " or a multi-order map");
        }
        double[] out = new double[12 << (2 * order)];
        Arrays.fill(out, Double.NaN);
        return out;
    }

    /**
     * Pixels of a file.
     *
     * @param column name of the column of values
     * @param pixel RING, ascending, each once
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Pixels(String column, int nside, long[] pixel, double[] values) {}

    /** The pixels of a file's table, those marked as unseen left out. */
    public static Pixels ring(TableReader.Table table) {
        requireEquatorial(table.header());
        String scheme = table.header().getOrDefault("INDXSCHM", "IMPLICIT");
        boolean explicit =
                scheme.equals("EXPLICIT") || "PARTIAL".equals(table.header().get("OBJECT"));
        int column = explicit ? 1 : 0;
        double[] values = table.doubles(column);
        int order = order(table, values.length);
        Healpix healpix = Healpix.ofOrder(order);
        if (!explicit && values.length != healpix.npix()) {
            throw new SkymapException(
                    "the map has " + values.length + " values; nside " + (1L << order) + " has " + healpix.npix());
        }
        long[] pixel =
                explicit ? table.longs(0) : LongStream.range(0, values.length).toArray();
        if (pixel.length != values.length) {
            throw new SkymapException(pixel.length + " pixels have " + values.length + " values");
        }
        boolean nested = nested(table.header());
        int kept = 0;
        for (int i = 0; i < pixel.length; i++) {
            if (pixel[i] < 0 || pixel[i] >= healpix.npix()) {
                throw new SkymapException(
                        "row " + i + ": pixel " + pixel[i] + " is outside 0 … " + (healpix.npix() - 1));
            }
            if (!unseen(values[i])) {
                pixel[kept] = nested ? healpix.nest2ring(pixel[i]) : pixel[i];
                values[kept++] = values[i];
            }
        }
        return sorted(table.columnName(column), order, Arrays.copyOf(pixel, kept), Arrays.copyOf(values, kept));
    }

    private static Pixels sorted(String column, int order, long[] pixel, double[] values) {
        long[] ascending = pixel.clone();
        Arrays.sort(ascending);
        double[] sortedValues = new double[values.length];
        for (int i = 0; i < pixel.length; i++) {
            sortedValues[Arrays.binarySearch(ascending, pixel[i])] = values[i];
        }
        for (int i = 1; i < ascending.length; i++) {
            if (ascending[i] == ascending[i - 1]) {
                throw new SkymapException("RING pixel " + ascending[i] + " comes twice");
            }
        }
        return new Pixels(column, 1 << order, ascending, sortedValues);
    }

    /** healpy's mark for pixels without a value, also when it went through single precision. */
    private static boolean unseen(double value) {
        return Math.abs(value / -1.6375e30 - 1) < 1e-5;
    }

    /** @throws SkymapException when the header names another frame */
    public static void requireEquatorial(Map<String, String> header) {
        String frame = header.getOrDefault("COORDSYS", "C");
        if (!FRAMES.contains(frame.toUpperCase(Locale.ROOT))) {
            throw new SkymapException("COORDSYS is " + frame + ", not C; only maps in equatorial coordinates are read");
        }
    }

    private static boolean nested(Map<String, String> header) {
        return switch (header.getOrDefault("ORDERING", "RING").toUpperCase(Locale.ROOT)) {
            case "RING" -> false;
            case "NESTED", "NEST" -> true;
            case String other -> throw new SkymapException("ORDERING is " + other + ", not RING or NESTED");
        };
    }

    private static int order(TableReader.Table table, int values) {
        String stated = table.header().getOrDefault("NSIDE", String.valueOf((int) Math.sqrt(values / 12.0)));
        for (int order = 0; order <= Healpix.MAX_ORDER; order++) {
            if (stated.equals(String.valueOf(1L << order))) {
                return order;
            }
        }
        throw new SkymapException("NSIDE is " + stated + ", not a power of two up to 2^" + Healpix.MAX_ORDER);
    }
}
