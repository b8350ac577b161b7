package org.ewms.skymap;

import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The reconstructed pixels of one nside, as parallel columns. The arrays are not copied and must not be changed.
 *
 * @param nside power of two
 * @param pixel RING index in J2000 equatorial coordinates, ascending, unique
 * @param llh −ln L; NaN where every variation failed
 * @param eIn GeV deposited inside the detector, may be NaN
 * @param eTot GeV deposited in total, may be NaN
 * @param x vertex, IceCube frame, m
 * @param y vertex, IceCube frame, m
 * @param z vertex, IceCube frame, m
 * @param t vertex time, ns
 */
@SuppressWarnings("ArrayRecordComponent")
public record NsideTable(
        int nside,
        long[] pixel,
        double[] llh,
        double[] eIn,
        double[] eTot,
        double[] x,
        double[] y,
        double[] z,
        double[] t) {
    public int size() {
        return pixel.length;
    }

    /**
     * A table from rows in any order.
     *
     * @param columns llh, E_in, E_tot, x, y, z, t; used as they are when the pixels are in order already
     * @throws SkymapException when a pixel comes twice
     */
    public static NsideTable sorted(int nside, long[] pixel, double[][] columns) {
        long[] index = pixel;
        double[][] c = columns;
        if (!ascending(pixel)) {
            int[] order = IntStream.range(0, pixel.length)
                    .boxed()
                    .sorted(Comparator.comparingLong(i -> pixel[i]))
                    .mapToInt(Integer::intValue)
                    .toArray();
            index = IntStream.of(order).mapToLong(i -> pixel[i]).toArray();
            c = new double[columns.length][];
            for (int k = 0; k < c.length; k++) {
                double[] column = columns[k];
                c[k] = IntStream.of(order).mapToDouble(i -> column[i]).toArray();
            }
        }
        for (int i = 1; i < index.length; i++) {
            if (index[i] == index[i - 1]) {
                throw new SkymapException("nside " + nside + ": pixel " + index[i] + " comes twice");
            }
        }
        return new NsideTable(nside, index, c[0], c[1], c[2], c[3], c[4], c[5], c[6]);
    }

    private static boolean ascending(long[] pixel) {
        for (int i = 1; i < pixel.length; i++) {
            if (pixel[i] <= pixel[i - 1]) {
                return false;
            }
        }
        return true;
    }
}
