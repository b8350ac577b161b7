package org.ewms.skymap.internal.fits;

import java.util.Arrays;
import org.ewms.healpix.Healpix;
import org.ewms.skymap.LlhMap;
import org.ewms.skymap.ProbabilityMap;
import org.ewms.skymap.SkymapException;

/** Between the cells of a map and one value per RING pixel. */
public final class FlatColumn {
    private static final int FINEST = 11;

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

    private static double[] empty(int order) {
        if (order > FINEST) {
            throw new SkymapException("a flat map of nside " + (1L << order) + " is too large; take at most nside "
                    + (1 << FINEST) + " or a multi-order map");
        }
        double[] out = new double[12 << (2 * order)];
        Arrays.fill(out, Double.NaN);
        return out;
    }

    /** The values of a file's table in RING numbering. */
    public static double[] ring(TableReader.Table table) {
        String scheme = table.header().getOrDefault("INDXSCHM", "IMPLICIT");
        boolean explicit =
                scheme.equals("EXPLICIT") || "PARTIAL".equals(table.header().get("OBJECT"));
        double[] values = table.doubles(explicit ? 1 : 0);
        int order = order(table, values.length);
        double[] out = empty(order);
        long[] pixels = explicit ? table.longs(0) : null;
        if (!explicit && values.length != out.length) {
            throw new SkymapException(
                    "the map has " + values.length + " values; nside " + (1 << order) + " has " + out.length);
        }
        boolean nested = switch (table.header().getOrDefault("ORDERING", "RING")) {
            case "RING" -> false;
            case "NESTED" -> true;
            case String other -> throw new SkymapException("ORDERING is " + other + ", not RING or NESTED");
        };
        Healpix healpix = Healpix.ofOrder(order);
        for (int i = 0; i < values.length; i++) {
            long pixel = pixels == null ? i : pixels[i];
            if (pixel < 0 || pixel >= out.length) {
                throw new SkymapException("row " + i + ": pixel " + pixel + " is outside 0 … " + (out.length - 1));
            }
            out[(int) (nested ? healpix.nest2ring(pixel) : pixel)] = values[i];
        }
        return out;
    }

    private static int order(TableReader.Table table, int values) {
        String stated = table.header().getOrDefault("NSIDE", String.valueOf((int) Math.sqrt(values / 12.0)));
        for (int order = 0; order <= FINEST; order++) {
            if (stated.equals(String.valueOf(1 << order))) {
                return order;
            }
        }
        throw new SkymapException("NSIDE is " + stated + ", not a power of two up to " + (1 << FINEST));
    }
}
