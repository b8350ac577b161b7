package org.ewms.reco.internal.pandel;

import static jdk.incubator.vector.VectorOperators.AND;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.OR;
import static org.ewms.reco.internal.pandel.DensityTable.CELL;
import static org.ewms.reco.internal.pandel.DensityTable.ROW;
import static org.ewms.reco.internal.pandel.DensityTable.SHAPE_BASE;
import static org.ewms.reco.internal.pandel.DensityTable.SHAPE_BITS;
import static org.ewms.reco.internal.pandel.DensityTable.TIME_BASE;
import static org.ewms.reco.internal.pandel.DensityTable.TIME_BITS;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorSpecies;

/** Table lookup over arrays with gathers; the same operations per element as {@link ScalarLookup}. One object per thread. */
public final class VectorLookup {
    public static final VectorSpecies<Double> SPECIES =
            DoubleVector.SPECIES_PREFERRED.length() > 8 ? DoubleVector.SPECIES_512 : DoubleVector.SPECIES_PREFERRED;

    private static final VectorSpecies<Long> LONGS = VectorSpecies.of(long.class, SPECIES.vectorShape());
    private static final int STEP = SPECIES.length();

    private final int length;
    private final int[] cell;
    private final long[] number;
    private final double[] u;
    private final double[] v;
    private final double[] width;
    private final double[] inverseWidth;
    private final double[] f0;
    private final double[] g0;
    private final double[] m0;
    private final double[] n0;
    private final double[] f1;
    private final double[] g1;
    private final double[] m1;
    private final double[] n1;

    /**
     * @param length of the arrays, a multiple of 8
     */
    public VectorLookup(int length) {
        this.length = length;
        cell = new int[length];
        number = new long[length];
        u = new double[length];
        v = new double[length];
        width = new double[length];
        inverseWidth = new double[length];
        f0 = new double[length];
        g0 = new double[length];
        m0 = new double[length];
        n0 = new double[length];
        f1 = new double[length];
        g1 = new double[length];
        m1 = new double[length];
        n1 = new double[length];
    }

    /** Finds the cells; the lookups that follow are in these. */
    public void locate(double[] time, double[] shape) {
        locateTime(time);
        locateShape(shape);
        for (int i = 0; i < length; i++) {
            cell[i] = (int) number[i];
        }
    }

    private void locateTime(double[] time) {
        for (int i = 0; i < length; i += STEP) {
            var z = DoubleVector.fromArray(SPECIES, time, i).add(DensityTable.TIME_SHIFT);
            z = z.blend(
                    DensityTable.TIME_MIN, z.compare(GE, DensityTable.TIME_MIN).not());
            z = z.blend(
                    DensityTable.TIME_MAX, z.compare(LE, DensityTable.TIME_MAX).not());
            LongVector bits = z.viewAsIntegralLanes();
            bits.lanewise(LSHR, 52 - TIME_BITS).sub(TIME_BASE).mul(ROW).intoArray(number, i);
            bits.lanewise(LSHL, TIME_BITS)
                    .lanewise(AND, ScalarLookup.MANTISSA)
                    .lanewise(OR, ScalarLookup.ONE)
                    .viewAsFloatingLanes()
                    .sub(1)
                    .intoArray(u, i);
            bits.lanewise(AND, ScalarLookup.EXPONENT)
                    .viewAsFloatingLanes()
                    .mul(1.0 / (1 << TIME_BITS))
                    .intoArray(width, i);
        }
    }

    private void locateShape(double[] shape) {
        for (int i = 0; i < length; i += STEP) {
            var x = DoubleVector.fromArray(SPECIES, shape, i);
            x = x.blend(
                    DensityTable.SHAPE_MIN,
                    x.compare(GE, DensityTable.SHAPE_MIN).not());
            x = x.blend(
                    DensityTable.SHAPE_MAX,
                    x.compare(LE, DensityTable.SHAPE_MAX).not());
            LongVector bits = x.viewAsIntegralLanes();
            bits.lanewise(LSHR, 52 - SHAPE_BITS)
                    .sub(SHAPE_BASE)
                    .mul(CELL)
                    .add(LongVector.fromArray(LONGS, number, i))
                    .intoArray(number, i);
            bits.lanewise(LSHL, SHAPE_BITS)
                    .lanewise(AND, ScalarLookup.MANTISSA)
                    .lanewise(OR, ScalarLookup.ONE)
                    .viewAsFloatingLanes()
                    .sub(1)
                    .intoArray(v, i);
            LongVector.broadcast(LONGS, 2 * ScalarLookup.ONE)
                    .sub(bits.lanewise(AND, ScalarLookup.EXPONENT))
                    .viewAsFloatingLanes()
                    .mul(1 << SHAPE_BITS)
                    .intoArray(inverseWidth, i);
        }
    }

    /** Writes the value and its derivatives. Vectors never cross from method to method: where that is not inlined, they would be allocated. */
    public void run(double[] table, double[] value, double[] byTime, double[] byShape) {
        cubics(table, 0, f0, g0);
        cubics(table, 4, m0, n0);
        cubics(table, ROW, f1, g1);
        cubics(table, ROW + 4, m1, n1);
        values(value, byTime);
        shapes(byShape);
    }

    /** Value and slope of the cubic that stands at an offset from each cell. */
    private void cubics(double[] table, int offset, double[] value, double[] slope) {
        for (int i = 0; i < length; i += STEP) {
            var at = DoubleVector.fromArray(SPECIES, v, i);
            var c0 = DoubleVector.fromArray(SPECIES, table, offset, cell, i);
            var c1 = DoubleVector.fromArray(SPECIES, table, offset + 1, cell, i);
            var c2 = DoubleVector.fromArray(SPECIES, table, offset + 2, cell, i);
            var c3 = DoubleVector.fromArray(SPECIES, table, offset + 3, cell, i);
            c3.fma(at, c2).fma(at, c1).fma(at, c0).intoArray(value, i);
            c3.mul(3).fma(at, c2.mul(2)).fma(at, c1).intoArray(slope, i);
        }
    }

    private void values(double[] value, double[] byTime) {
        for (int i = 0; i < length; i += STEP) {
            var w = DoubleVector.fromArray(SPECIES, width, i);
            var x = DoubleVector.fromArray(SPECIES, u, i);
            var f = DoubleVector.fromArray(SPECIES, f0, i);
            var m = DoubleVector.fromArray(SPECIES, m0, i).mul(w);
            var rise = DoubleVector.fromArray(SPECIES, f1, i).sub(f);
            var c3 = m.add(DoubleVector.fromArray(SPECIES, m1, i).mul(w)).sub(rise.mul(2));
            var c2 = rise.sub(m).sub(c3);
            c3.fma(x, c2).fma(x, m).fma(x, f).intoArray(value, i);
            c3.mul(3).fma(x, c2.mul(2)).fma(x, m).div(w).intoArray(byTime, i);
        }
    }

    private void shapes(double[] byShape) {
        for (int i = 0; i < length; i += STEP) {
            var w = DoubleVector.fromArray(SPECIES, width, i);
            var x = DoubleVector.fromArray(SPECIES, u, i);
            var f = DoubleVector.fromArray(SPECIES, g0, i);
            var m = DoubleVector.fromArray(SPECIES, n0, i).mul(w);
            var rise = DoubleVector.fromArray(SPECIES, g1, i).sub(f);
            var c3 = m.add(DoubleVector.fromArray(SPECIES, n1, i).mul(w)).sub(rise.mul(2));
            var c2 = rise.sub(m).sub(c3);
            c3.fma(x, c2)
                    .fma(x, m)
                    .fma(x, f)
                    .mul(DoubleVector.fromArray(SPECIES, inverseWidth, i))
                    .intoArray(byShape, i);
        }
    }
}
