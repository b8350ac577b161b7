package org.ewms.reco.internal.track;

import org.ewms.reco.internal.pandel.Exponential;
import org.ewms.reco.internal.pandel.ScalarLookup;

/** One element at a time, in plain Java. */
final class ScalarKernel implements Kernel {
    @Override
    public void geometry(TrackWork w, double a, double b, double shift) {
        double perDistance = TrackWork.PER_DISTANCE * w.inverseLambda;
        double steepness = w.upSlope * w.inverseLambda;
        for (int i = 0; i < w.padded; i++) {
            double da = w.a[i] - a;
            double db = w.b[i] - b;
            double distance = Math.sqrt(Math.fma(da, da, Math.fma(db, db, TrackWork.SOFT)));
            double inverse = 1 / distance;
            double ca = da * inverse;
            double cb = db * inverse;
            double up = Math.fma(w.upSlope, ca, w.upBase);
            double path = Math.fma(
                    TrackWork.PER_DISTANCE,
                    distance,
                    Math.fma(Math.fma(TrackWork.D2, up, TrackWork.D1), up, TrackWork.D0));
            w.time[i] = Math.fma(-TrackWork.DELAY, distance, w.arrival[i] + shift);
            w.shape[i] = path * w.inverseLambda;
            w.towardsA[i] = ca;
            w.towardsB[i] = cb;
            double turn = Math.fma(2 * TrackWork.D2, up, TrackWork.D1) * steepness * inverse;
            w.shapeByA[i] = Math.fma(-perDistance, ca, turn * Math.fma(ca, ca, -1));
            w.shapeByB[i] = Math.fma(-perDistance, cb, turn * (ca * cb));
        }
    }

    @Override
    public void lookup(TrackWork w, double[] table) {
        ScalarLookup.run(table, w.time, w.shape, w.value, w.byTime, w.byShape, 0, w.padded);
    }

    @Override
    public void survival(TrackWork w, double[] table) {
        ScalarLookup.run(table, w.time, w.shape, w.otherValue, w.otherByTime, w.otherByShape, 0, w.padded);
        for (int i = 0; i < w.padded; i++) {
            w.value[i] = Math.fma(w.later[i], w.otherValue[i], w.value[i]);
            w.byTime[i] = Math.fma(w.later[i], w.otherByTime[i], w.byTime[i]);
            w.byShape[i] = Math.fma(w.later[i], w.otherByShape[i], w.byShape[i]);
        }
    }

    @Override
    public void combine(TrackWork w) {
        Lanes.reset(w);
        double[] lanes = w.lanes;
        for (int i = 0; i < w.padded; i++) {
            int lane = i % TrackHits.LANES;
            double signal = Exponential.of(w.value[i] + w.offset[i]);
            w.signal[i] = signal;
            double total = 1 + signal;
            double weight = signal / total;
            double t = weight * w.byTime[i];
            double x = weight * w.byShape[i];
            double delayed = t * TrackWork.DELAY;
            lanes[lane] *= total;
            lanes[8 + lane] += Math.fma(delayed, w.towardsA[i], x * w.shapeByA[i]);
            lanes[16 + lane] += Math.fma(delayed, w.towardsB[i], x * w.shapeByB[i]);
            lanes[24 + lane] += t;
            if ((i + 1) % Lanes.CHUNK == 0) {
                Lanes.normalise(w);
            }
        }
    }
}
