package org.ewms.healpix.internal;

import static org.ewms.healpix.internal.Lanes.D;
import static org.ewms.healpix.internal.Lanes.WIDTH;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link Trig} over arrays: the same operations in the same order, so the same bits. Each loop is small: a
 * larger one exceeds what the compiler inlines, and its vectors would then live on the heap.
 */
final class VectorTrig {
    private VectorTrig() {}

    /** The first step of cos(theta): an angle within pi/4, in two parts. */
    static void reduce(double[] theta, double[] y, double[] low, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            DoubleVector t = DoubleVector.fromArray(D, theta, i);
            VectorMask<Double> north = t.compare(VectorOperators.LT, Trig.QUARTER_PI);
            VectorMask<Double> south = t.compare(VectorOperators.GT, 3 * Trig.QUARTER_PI);
            DoubleVector r = DoubleVector.broadcast(D, Trig.HALF_PI).sub(t).blend(t, north);
            r.blend(DoubleVector.broadcast(D, Math.PI).sub(t), south).intoArray(y, i);
            DoubleVector.broadcast(D, Trig.HALF_PI_LOW)
                    .blend(0.0, north)
                    .blend(Trig.PI_LOW, south)
                    .intoArray(low, i);
        }
    }

    /** The sine of the reduced angle. */
    static void sinNear(double[] y, double[] low, double[] out, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            DoubleVector v = DoubleVector.fromArray(D, y, i);
            DoubleVector t = v.mul(v);
            DoubleVector c = t.mul(v);
            DoubleVector cLow = t.fma(v, c.neg()).add(v.fma(v, t.neg()).mul(v));
            DoubleVector h = c.mul(-1.0 / 6);
            DoubleVector sixth = DoubleVector.broadcast(D, -1.0 / 6);
            DoubleVector hLow = c.fma(sixth, h.neg()).add(cLow.fma(sixth, c.mul(Trig.SIXTH_LOW)));
            DoubleVector lowPart = DoubleVector.fromArray(D, low, i)
                    .mul(t.fma(DoubleVector.broadcast(D, -0.5), DoubleVector.broadcast(D, 1)));
            DoubleVector rest = c.mul(t).fma(sinTail(t), hLow).add(lowPart);
            DoubleVector s = v.add(h);
            s.add(h.sub(s.sub(v)).add(rest)).intoArray(out, i);
        }
    }

    private static DoubleVector sinTail(DoubleVector t) {
        DoubleVector p = t.fma(
                DoubleVector.broadcast(D, 2.8114572543455206e-15), DoubleVector.broadcast(D, -7.647163731819816e-13));
        p = t.fma(p, DoubleVector.broadcast(D, 1.6059043836821613e-10));
        p = t.fma(p, DoubleVector.broadcast(D, -2.505210838544172e-08));
        p = t.fma(p, DoubleVector.broadcast(D, 2.7557319223985893e-06));
        p = t.fma(p, DoubleVector.broadcast(D, -0.0001984126984126984));
        return t.fma(p, DoubleVector.broadcast(D, 0.008333333333333333));
    }

    /** The last step of cos(theta): cos(y) next to the north pole, -cos(y) next to the south pole, else the sine. */
    static void cosNear(double[] theta, double[] y, double[] low, double[] sin, double[] out, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            DoubleVector th = DoubleVector.fromArray(D, theta, i);
            DoubleVector v = DoubleVector.fromArray(D, y, i);
            DoubleVector t = v.mul(v);
            DoubleVector tLow = v.fma(v, t.neg());
            DoubleVector h = t.mul(0.5);
            DoubleVector one = DoubleVector.broadcast(D, 1);
            DoubleVector w = one.sub(h);
            DoubleVector rest = t.mul(t).fma(cosTail(t), tLow.mul(-0.5)).sub(v.mul(DoubleVector.fromArray(D, low, i)));
            DoubleVector c = w.add(one.sub(w).sub(h).add(rest));
            DoubleVector.fromArray(D, sin, i)
                    .blend(c, th.compare(VectorOperators.LT, Trig.QUARTER_PI))
                    .blend(c.neg(), th.compare(VectorOperators.GT, 3 * Trig.QUARTER_PI))
                    .intoArray(out, i);
        }
    }

    private static DoubleVector cosTail(DoubleVector t) {
        DoubleVector p = t.fma(
                DoubleVector.broadcast(D, 4.779477332387385e-14), DoubleVector.broadcast(D, -1.1470745597729725e-11));
        p = t.fma(p, DoubleVector.broadcast(D, 2.08767569878681e-09));
        p = t.fma(p, DoubleVector.broadcast(D, -2.755731922398589e-07));
        p = t.fma(p, DoubleVector.broadcast(D, 2.48015873015873e-05));
        p = t.fma(p, DoubleVector.broadcast(D, -0.001388888888888889));
        return t.fma(p, DoubleVector.broadcast(D, 0.041666666666666664));
    }

    /** asin of values up to 0.5. */
    static void asinSmall(double[] x, double[] out, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            DoubleVector v = DoubleVector.fromArray(D, x, i);
            DoubleVector t = v.mul(v);
            v.mul(t).fma(asinTail(t), v).intoArray(out, i);
        }
    }

    private static DoubleVector asinTail(DoubleVector t) {
        DoubleVector p =
                t.fma(DoubleVector.broadcast(D, 0.02877844261259304), DoubleVector.broadcast(D, -0.014881409392818066));
        p = t.fma(p, DoubleVector.broadcast(D, 0.017419357964884856));
        p = t.fma(p, DoubleVector.broadcast(D, 0.00545087818772055));
        p = t.fma(p, DoubleVector.broadcast(D, 0.010324318288744113));
        p = t.fma(p, DoubleVector.broadcast(D, 0.011478952690257387));
        p = t.fma(p, DoubleVector.broadcast(D, 0.013971235301124539));
        p = t.fma(p, DoubleVector.broadcast(D, 0.017352391265909227));
        p = t.fma(p, DoubleVector.broadcast(D, 0.022372173002005596));
        p = t.fma(p, DoubleVector.broadcast(D, 0.030381944137085216));
        p = t.fma(p, DoubleVector.broadcast(D, 0.04464285714637338));
        p = t.fma(p, DoubleVector.broadcast(D, 0.07499999999998425));
        return t.fma(p, DoubleVector.broadcast(D, 0.16666666666666669));
    }
}
