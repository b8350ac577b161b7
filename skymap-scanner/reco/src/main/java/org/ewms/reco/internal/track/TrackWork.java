package org.ewms.reco.internal.track;

import org.ewms.reco.internal.pandel.Medium;

/** The arrays of one fit: DOMs in the track's axes, and scratch. Owned by one thread. */
final class TrackWork {
    static final double INDEX = Medium.PHASE_INDEX;
    static final double COS_C = 1 / INDEX;
    static final double SIN_C = Math.sqrt(1 - COS_C * COS_C);

    /** Extra path of light per metre of distance, over c: d t_geo / dρ, ns/m. */
    static final double DELAY = (Medium.GROUP_INDEX / SIN_C - COS_C / SIN_C) / Medium.C;

    /** Effective distance: 0.84 ρ + 3.1 − 3.9 u + 4.6 u² (H2 ice), m. */
    static final double PER_DISTANCE = 0.84;

    static final double D0 = 3.1;
    static final double D1 = -3.9;
    static final double D2 = 4.6;

    /** Added to ρ², m²: keeps the derivatives finite when the track meets a DOM. */
    static final double SOFT = 1e-4;

    final int padded;
    final double[] a;
    final double[] b;
    final double[] arrival;
    final double[] offset;
    final double[] later;

    final double[] time;
    final double[] shape;
    final double[] towardsA;
    final double[] towardsB;
    final double[] shapeByA;
    final double[] shapeByB;
    final double[] value;
    final double[] byTime;
    final double[] byShape;
    final double[] signal;
    final double[] remainder;
    final double[] otherValue;
    final double[] otherByTime;
    final double[] otherByShape;

    /** Lanes of the product of likelihoods, then of the sums of d/da, d/db, d/dt. */
    final double[] lanes = new double[4 * TrackHits.LANES];

    /** Power of two taken out of the products. */
    long exponent;

    /** u = upBase + upSlope · cos(angle across). */
    double upBase;

    double upSlope;
    final double inverseLambda;

    TrackWork(TrackHits hits, double lambda) {
        padded = hits.x.length;
        inverseLambda = 1 / lambda;
        offset = hits.offset;
        later = hits.later;
        a = new double[padded];
        b = new double[padded];
        arrival = new double[padded];
        time = new double[padded];
        shape = new double[padded];
        towardsA = new double[padded];
        towardsB = new double[padded];
        shapeByA = new double[padded];
        shapeByB = new double[padded];
        value = new double[padded];
        byTime = new double[padded];
        byShape = new double[padded];
        signal = new double[padded];
        remainder = new double[padded];
        int extra = hits.multi ? padded : 0;
        otherValue = new double[extra];
        otherByTime = new double[extra];
        otherByShape = new double[extra];
    }

    /** Turns the DOMs into the axes of a track through the anchor at time 0 of the given clock. */
    void project(TrackHits hits, TrackFrame f, double x0, double y0, double z0, double t0) {
        for (int i = 0; i < padded; i++) {
            double x = hits.x[i] - x0;
            double y = hits.y[i] - y0;
            double z = hits.z[i] - z0;
            a[i] = x * f.ax() + y * f.ay() + z * f.az();
            b[i] = x * f.bx() + y * f.by();
            double along = x * f.dx() + y * f.dy() + z * f.dz();
            arrival[i] = hits.time[i] - t0 - along / Medium.C;
        }
        upBase = COS_C * f.dz();
        upSlope = SIN_C * f.az();
    }
}
