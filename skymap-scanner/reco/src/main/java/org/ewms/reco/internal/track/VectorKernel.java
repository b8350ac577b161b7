package org.ewms.reco.internal.track;

import static jdk.incubator.vector.VectorOperators.ADD;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LSHL;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.ewms.reco.internal.pandel.Exponential;
import org.ewms.reco.internal.pandel.VectorLookup;

/** As many elements at a time as the processor takes; every pass stays small enough for the compiler to keep it free of allocation. */
final class VectorKernel implements Kernel {
    private static final VectorSpecies<Double> S = VectorLookup.SPECIES;
    private static final int STEP = S.length();
    private static final int LANES = TrackHits.LANES;

    private final VectorLookup lookup;

    VectorKernel(TrackWork work) {
        lookup = new VectorLookup(work.padded);
    }

    @Override
    public void geometry(TrackWork w, double a, double b, double shift) {
        for (int i = 0; i < w.padded; i += STEP) {
            var da = DoubleVector.fromArray(S, w.a, i).sub(a);
            var db = DoubleVector.fromArray(S, w.b, i).sub(b);
            var soft = DoubleVector.broadcast(S, TrackWork.SOFT);
            var distance = da.fma(da, db.fma(db, soft)).sqrt();
            var inverse = DoubleVector.broadcast(S, 1).div(distance);
            var arrival = DoubleVector.fromArray(S, w.arrival, i).add(shift);
            distance.fma(DoubleVector.broadcast(S, -TrackWork.DELAY), arrival).intoArray(w.time, i);
            da.mul(inverse).intoArray(w.towardsA, i);
            db.mul(inverse).intoArray(w.towardsB, i);
            distance.intoArray(w.shape, i);
            inverse.intoArray(w.value, i);
        }
        shapes(w);
    }

    private static void shapes(TrackWork w) {
        var perDistance = DoubleVector.broadcast(S, -TrackWork.PER_DISTANCE * w.inverseLambda);
        var minusOne = DoubleVector.broadcast(S, -1);
        for (int i = 0; i < w.padded; i += STEP) {
            var ca = DoubleVector.fromArray(S, w.towardsA, i);
            var cb = DoubleVector.fromArray(S, w.towardsB, i);
            var up = ca.fma(w.upSlope, w.upBase);
            var path = up.fma(TrackWork.D2, TrackWork.D1).fma(up, DoubleVector.broadcast(S, TrackWork.D0));
            DoubleVector.fromArray(S, w.shape, i)
                    .fma(DoubleVector.broadcast(S, TrackWork.PER_DISTANCE), path)
                    .mul(w.inverseLambda)
                    .intoArray(w.shape, i);
            var turn = up.fma(2 * TrackWork.D2, TrackWork.D1)
                    .mul(w.upSlope * w.inverseLambda)
                    .mul(DoubleVector.fromArray(S, w.value, i));
            ca.fma(perDistance, turn.mul(ca.fma(ca, minusOne))).intoArray(w.shapeByA, i);
            cb.fma(perDistance, turn.mul(ca.mul(cb))).intoArray(w.shapeByB, i);
        }
    }

    @Override
    public void lookup(TrackWork w, double[] table) {
        lookup.locate(w.time, w.shape);
        lookup.run(table, w.value, w.byTime, w.byShape);
    }

    @Override
    public void survival(TrackWork w, double[] table) {
        lookup.run(table, w.otherValue, w.otherByTime, w.otherByShape);
        add(w, w.value, w.otherValue);
        add(w, w.byTime, w.otherByTime);
        add(w, w.byShape, w.otherByShape);
    }

    private static void add(TrackWork w, double[] to, double[] what) {
        for (int i = 0; i < w.padded; i += STEP) {
            DoubleVector.fromArray(S, w.later, i)
                    .fma(DoubleVector.fromArray(S, what, i), DoubleVector.fromArray(S, to, i))
                    .intoArray(to, i);
        }
    }

    @Override
    public void combine(TrackWork w) {
        exponentials(w);
        Lanes.reset(w);
        for (int from = 0; from < w.padded; from += Lanes.CHUNK) {
            int to = Math.min(from + Lanes.CHUNK, w.padded);
            for (int lane = 0; lane < LANES; lane += STEP) {
                accumulate(w, from + lane, to, lane);
            }
            if (to - from == Lanes.CHUNK) {
                Lanes.normalise(w);
            }
        }
    }

    /** Signal over noise of each DOM: the same steps as {@link Exponential}, in two passes. */
    private static void exponentials(TrackWork w) {
        for (int i = 0; i < w.padded; i += STEP) {
            var x = DoubleVector.fromArray(S, w.value, i).add(DoubleVector.fromArray(S, w.offset, i));
            x = x.blend(Exponential.MIN, x.compare(GE, Exponential.MIN).not());
            x = x.blend(Exponential.MAX, x.compare(LE, Exponential.MAX).not());
            var rounded = x.fma(Exponential.LOG2_E, Exponential.ROUND);
            var power = rounded.sub(Exponential.ROUND);
            var high = power.fma(DoubleVector.broadcast(S, -Exponential.LN2_HIGH), x);
            power.fma(DoubleVector.broadcast(S, -Exponential.LN2_LOW), high).intoArray(w.remainder, i);
            rounded.viewAsIntegralLanes()
                    .lanewise(ADD, 1023)
                    .lanewise(LSHL, 52)
                    .viewAsFloatingLanes()
                    .intoArray(w.signal, i);
        }
        polynomials(w);
    }

    private static void polynomials(TrackWork w) {
        var one = DoubleVector.broadcast(S, 1);
        for (int i = 0; i < w.padded; i += STEP) {
            var r = DoubleVector.fromArray(S, w.remainder, i);
            DoubleVector.broadcast(S, Exponential.T11)
                    .fma(r, DoubleVector.broadcast(S, Exponential.T10))
                    .fma(r, DoubleVector.broadcast(S, Exponential.T9))
                    .fma(r, DoubleVector.broadcast(S, Exponential.T8))
                    .fma(r, DoubleVector.broadcast(S, Exponential.T7))
                    .fma(r, DoubleVector.broadcast(S, Exponential.T6))
                    .fma(r, DoubleVector.broadcast(S, Exponential.T5))
                    .fma(r, DoubleVector.broadcast(S, Exponential.T4))
                    .fma(r, DoubleVector.broadcast(S, Exponential.T3))
                    .fma(r, DoubleVector.broadcast(S, Exponential.T2))
                    .fma(r, one)
                    .fma(r, one)
                    .mul(DoubleVector.fromArray(S, w.signal, i))
                    .intoArray(w.signal, i);
        }
    }

    private static void accumulate(TrackWork w, int from, int to, int lane) {
        var product = DoubleVector.fromArray(S, w.lanes, lane);
        var sumA = DoubleVector.fromArray(S, w.lanes, LANES + lane);
        var sumB = DoubleVector.fromArray(S, w.lanes, 2 * LANES + lane);
        var sumT = DoubleVector.fromArray(S, w.lanes, 3 * LANES + lane);
        for (int i = from; i < to; i += LANES) {
            var signal = DoubleVector.fromArray(S, w.signal, i);
            var total = signal.add(1);
            var weight = signal.div(total);
            var t = weight.mul(DoubleVector.fromArray(S, w.byTime, i));
            var x = weight.mul(DoubleVector.fromArray(S, w.byShape, i));
            var delayed = t.mul(TrackWork.DELAY);
            product = product.mul(total);
            var byA = x.mul(DoubleVector.fromArray(S, w.shapeByA, i));
            sumA = sumA.add(delayed.fma(DoubleVector.fromArray(S, w.towardsA, i), byA));
            var byB = x.mul(DoubleVector.fromArray(S, w.shapeByB, i));
            sumB = sumB.add(delayed.fma(DoubleVector.fromArray(S, w.towardsB, i), byB));
            sumT = sumT.add(t);
        }
        product.intoArray(w.lanes, lane);
        sumA.intoArray(w.lanes, LANES + lane);
        sumB.intoArray(w.lanes, 2 * LANES + lane);
        sumT.intoArray(w.lanes, 3 * LANES + lane);
    }
}
