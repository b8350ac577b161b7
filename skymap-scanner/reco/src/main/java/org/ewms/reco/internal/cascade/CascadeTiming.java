package org.ewms.reco.internal.cascade;

import org.ewms.reco.internal.pandel.DensityTable;
import org.ewms.reco.internal.pandel.Exponential;
import org.ewms.reco.internal.pandel.Medium;
import org.ewms.reco.internal.pandel.ScalarLookup;

/**
 * −ln L of the first pulses of a point source: residual to light at the group velocity, shape = distance / λ (AMANDA cascade parameters), 10 Hz of noise.
 */
public final class CascadeTiming {
    private static final double SLOWNESS = Medium.GROUP_INDEX / Medium.C;
    private static final double SOFT = 1e-4;

    private final CascadeHits hits;
    private final DensityTable table = DensityTable.cascade();
    private final double logNoise;
    private final double[] residual;
    private final double[] shape;
    private final double[] distance;
    private final double[] value;
    private final double[] byTime;
    private final double[] byShape;

    /**
     * @param noise 1/ns
     */
    public CascadeTiming(CascadeHits hits, double noise) {
        this.hits = hits;
        logNoise = StrictMath.log(noise);
        residual = new double[hits.lit];
        shape = new double[hits.lit];
        distance = new double[hits.lit];
        value = new double[hits.lit];
        byTime = new double[hits.lit];
        byShape = new double[hits.lit];
    }

    /**
     * Adds the derivatives by x, y, z (1/m) and time (1/ns) to the first four elements of the gradient, and the outer
     * products of the DOMs' own to the curvature.
     *
     * @return −ln L
     */
    public double evaluate(double x, double y, double z, double time, double[] gradient, Outer curvature) {
        double inverseLambda = 1 / table.medium().scatteringLength();
        for (int i = 0; i < hits.lit; i++) {
            double dx = hits.x[i] - x;
            double dy = hits.y[i] - y;
            double dz = hits.z[i] - z;
            distance[i] = Math.sqrt(dx * dx + dy * dy + dz * dz + SOFT);
            shape[i] = distance[i] * inverseLambda;
            residual[i] = hits.time[i] - time - distance[i] * SLOWNESS;
        }
        ScalarLookup.run(table.density(), residual, shape, value, byTime, byShape, 0, hits.lit);
        double sum = 0;
        for (int i = 0; i < hits.lit; i++) {
            double signal = Exponential.of(value[i] - logNoise);
            double weight = signal / (1 + signal);
            sum -= StrictMath.log(1 + signal) + logNoise;
            double byDistance = weight * (byShape[i] * inverseLambda - byTime[i] * SLOWNESS) / distance[i];
            double gx = byDistance * (hits.x[i] - x);
            double gy = byDistance * (hits.y[i] - y);
            double gz = byDistance * (hits.z[i] - z);
            double gt = weight * byTime[i];
            gradient[0] += gx;
            gradient[1] += gy;
            gradient[2] += gz;
            gradient[3] += gt;
            curvature.add(gx, gy, gz, gt, 0);
        }
        return sum;
    }

    /** Residuals of the lit DOMs at the point evaluated last, ns. */
    public double[] residuals() {
        return residual;
    }
}
