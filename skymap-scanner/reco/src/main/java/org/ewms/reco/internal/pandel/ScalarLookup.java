package org.ewms.reco.internal.pandel;

import static org.ewms.reco.internal.pandel.DensityTable.CELL;
import static org.ewms.reco.internal.pandel.DensityTable.ROW;
import static org.ewms.reco.internal.pandel.DensityTable.SHAPE_BASE;
import static org.ewms.reco.internal.pandel.DensityTable.SHAPE_BITS;
import static org.ewms.reco.internal.pandel.DensityTable.TIME_BASE;
import static org.ewms.reco.internal.pandel.DensityTable.TIME_BITS;

/** Table lookup over arrays, one element at a time; allocates nothing. */
public final class ScalarLookup {
    static final long EXPONENT = 0x7ff0_0000_0000_0000L;
    static final long MANTISSA = 0x000f_ffff_ffff_ffffL;
    static final long ONE = 0x3ff0_0000_0000_0000L;

    private ScalarLookup() {}

    /**
     * Writes the value and its derivatives for elements {@code from} (inclusive) to {@code to} (exclusive).
     */
    public static void run(
            double[] table,
            double[] time,
            double[] shape,
            double[] value,
            double[] byTime,
            double[] byShape,
            int from,
            int to) {
        for (int i = from; i < to; i++) {
            long t = Double.doubleToRawLongBits(clampTime(time[i] + DensityTable.TIME_SHIFT));
            long x = Double.doubleToRawLongBits(clampShape(shape[i]));
            int at = (int) ((t >>> (52 - TIME_BITS)) - TIME_BASE) * ROW
                    + (int) ((x >>> (52 - SHAPE_BITS)) - SHAPE_BASE) * CELL;
            double u = Double.longBitsToDouble(((t << TIME_BITS) & MANTISSA) | ONE) - 1;
            double v = Double.longBitsToDouble(((x << SHAPE_BITS) & MANTISSA) | ONE) - 1;
            double width = Double.longBitsToDouble(t & EXPONENT) * (1.0 / (1 << TIME_BITS));
            double inverseWidth = Double.longBitsToDouble(2 * ONE - (x & EXPONENT)) * (1 << SHAPE_BITS);

            double f0 = cubic(table, at, v);
            double f1 = cubic(table, at + ROW, v);
            double m0 = cubic(table, at + 4, v) * width;
            double m1 = cubic(table, at + ROW + 4, v) * width;
            double rise = f1 - f0;
            double c3 = m0 + m1 - 2 * rise;
            double c2 = rise - m0 - c3;
            value[i] = Math.fma(Math.fma(Math.fma(c3, u, c2), u, m0), u, f0);
            double slope = Math.fma(Math.fma(3 * c3, u, 2 * c2), u, m0);
            byTime[i] = slope / width;

            double g0 = slope(table, at, v);
            double g1 = slope(table, at + ROW, v);
            double n0 = slope(table, at + 4, v) * width;
            double n1 = slope(table, at + ROW + 4, v) * width;
            double climb = g1 - g0;
            double d3 = n0 + n1 - 2 * climb;
            double d2 = climb - n0 - d3;
            byShape[i] = Math.fma(Math.fma(Math.fma(d3, u, d2), u, n0), u, g0) * inverseWidth;
        }
    }

    /** NaN becomes the lower bound, so that no index leaves the table. */
    private static double clampTime(double z) {
        double low = z >= DensityTable.TIME_MIN ? z : DensityTable.TIME_MIN;
        return low <= DensityTable.TIME_MAX ? low : DensityTable.TIME_MAX;
    }

    private static double clampShape(double x) {
        double low = x >= DensityTable.SHAPE_MIN ? x : DensityTable.SHAPE_MIN;
        return low <= DensityTable.SHAPE_MAX ? low : DensityTable.SHAPE_MAX;
    }

    private static double cubic(double[] c, int at, double v) {
        return Math.fma(Math.fma(Math.fma(c[at + 3], v, c[at + 2]), v, c[at + 1]), v, c[at]);
    }

    private static double slope(double[] c, int at, double v) {
        return Math.fma(Math.fma(3 * c[at + 3], v, 2 * c[at + 2]), v, c[at + 1]);
    }
}
