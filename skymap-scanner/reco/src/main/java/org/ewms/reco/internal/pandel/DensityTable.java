package org.ewms.reco.internal.pandel;

import java.util.stream.IntStream;

/**
 * ln p(t; ξ) and ln S(t; ξ) (S = probability to arrive later than t) of one medium, tabulated once; the hot loop only looks up.
 *
 * <p>Both axes are log-linear: a cell is an octave's 32nd (time, shifted by {@link #TIME_SHIFT}) or 8th (shape), so that a cell number is a
 * shift of the number's bits. Per (time node, shape cell) stand eight coefficients: the cubic in the cell's shape coordinate of the value, then of
 * its time derivative. Between two time nodes the lookup makes the cubic with these end values and slopes. The interpolant is continuous with
 * its first derivatives; it is within 4e-5 of the exact density wherever that is above the noise (measured in the tests). Outside the table arguments are clamped: there p is
 * below 1e-14 of any noise.
 *
 * <p>Only +, −, ×, ÷ and {@link StrictMath}: the same bits on every machine.
 */
public final class DensityTable {
    /** Added to a residual time before the logarithmic axis, ns. */
    public static final double TIME_SHIFT = 176;

    /** Least and greatest shifted time, ns. */
    public static final double TIME_MIN = 16;

    public static final double TIME_MAX = Math.nextDown(32768.0);

    /** Least and greatest shape. */
    public static final double SHAPE_MIN = 0.0625;

    public static final double SHAPE_MAX = Math.nextDown(64.0);

    /** Bits of the mantissa that number a time cell inside an octave. */
    public static final int TIME_BITS = 5;

    /** Bits of the mantissa that number a shape cell inside an octave. */
    public static final int SHAPE_BITS = 3;

    /** Cell number of the least time and shape, as the top bits of the double. */
    public static final long TIME_BASE = Double.doubleToRawLongBits(TIME_MIN) >>> (52 - TIME_BITS);

    public static final long SHAPE_BASE = Double.doubleToRawLongBits(SHAPE_MIN) >>> (52 - SHAPE_BITS);

    /** Coefficients per cell. */
    public static final int CELL = 8;

    static final int TIME_CELLS = 11 << TIME_BITS;
    static final int SHAPE_CELLS = 10 << SHAPE_BITS;

    /** Distance in the table between a time node and the next. */
    public static final int ROW = SHAPE_CELLS * CELL;

    private static final DensityTable TRACK = new DensityTable(Medium.TRACK);

    private final Medium medium;
    private final double[] density;
    private final double[] survival;

    private DensityTable(Medium medium) {
        this.medium = medium;
        var jets = new ExactDensity.Jet[TIME_CELLS + 1][];
        IntStream.rangeClosed(0, TIME_CELLS).forEach(i -> jets[i] = row(medium, time(i)));
        density = cells(jets);
        survival = cells(Survival.of(jets, medium));
    }

    /** The table for tracks in bulk ice. */
    public static DensityTable track() {
        return TRACK;
    }

    /** The table for cascades in bulk ice. */
    public static DensityTable cascade() {
        return Cascade.TABLE;
    }

    private static final class Cascade {
        static final DensityTable TABLE = new DensityTable(Medium.CASCADE);
    }

    public Medium medium() {
        return medium;
    }

    /** The coefficients of ln p; not to be written to. */
    public double[] density() {
        return density;
    }

    /** The coefficients of ln S; not to be written to. */
    public double[] survival() {
        return survival;
    }

    /** Residual time of a node, ns. */
    static double time(int node) {
        return Double.longBitsToDouble((TIME_BASE + node) << (52 - TIME_BITS)) - TIME_SHIFT;
    }

    static double shape(int node) {
        return Double.longBitsToDouble((SHAPE_BASE + node) << (52 - SHAPE_BITS));
    }

    private static ExactDensity.Jet[] row(Medium medium, double time) {
        var exact = new ExactDensity(medium, time);
        var row = new ExactDensity.Jet[SHAPE_CELLS + 1];
        for (int j = 0; j <= SHAPE_CELLS; j++) {
            row[j] = exact.at(shape(j));
        }
        return row;
    }

    private static double[] cells(ExactDensity.Jet[][] jets) {
        var out = new double[jets.length * ROW];
        for (int i = 0; i < jets.length; i++) {
            for (int j = 0; j < SHAPE_CELLS; j++) {
                var a = jets[i][j];
                var b = jets[i][j + 1];
                double width = shape(j + 1) - shape(j);
                int at = i * ROW + j * CELL;
                cubic(out, at, a.value(), b.value(), a.byShape() * width, b.byShape() * width);
                cubic(out, at + 4, a.byTime(), b.byTime(), a.byBoth() * width, b.byBoth() * width);
            }
        }
        return out;
    }

    private static void cubic(double[] out, int at, double f0, double f1, double m0, double m1) {
        double rise = f1 - f0;
        out[at] = f0;
        out[at + 1] = m0;
        out[at + 2] = 3 * rise - 2 * m0 - m1;
        out[at + 3] = m0 + m1 - 2 * rise;
    }
}
