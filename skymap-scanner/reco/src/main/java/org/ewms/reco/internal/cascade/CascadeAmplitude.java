package org.ewms.reco.internal.cascade;

import org.ewms.icecube.Direction;
import org.ewms.reco.internal.light.LightYield;
import org.ewms.reco.internal.pandel.GammaFunction;

/**
 * −ln L of the charges, dark DOMs included: this is where a cascade's direction and energy come from. Counts are negative-binomial around the
 * model's mean (Poisson, the mean itself uncertain by 30 %), and any DOM may be dead with {@link #DEAD}.
 */
final class CascadeAmplitude {
    /** Shape of the mean's distribution: its relative uncertainty is 1/√11 = 30 %, DOM by DOM. Whole, so that its power is products. */
    private static final double SHAPE = 11;

    /** Share of DOMs out of service: 77 of 5160. */
    private static final double DEAD = 0.015;

    /** Mean noise that survives the cleaning, photoelectrons. */
    private static final double NOISE = 1e-3;

    private static final double SOFT = 1;

    /** The probabilities of dark DOMs are multiplied; below this the logarithm is taken. */
    private static final double TINY = 1e-200;

    private final CascadeHits hits;
    private final double[] constant;
    private final double dx;
    private final double dy;
    private final double dz;
    private final double[] light = new double[2];
    private final double[] angular = new double[3];

    CascadeAmplitude(CascadeHits hits, Direction direction) {
        this.hits = hits;
        dx = direction.travelX();
        dy = direction.travelY();
        dz = direction.travelZ();
        constant = new double[hits.lit];
        for (int i = 0; i < hits.lit; i++) {
            double n = hits.charge[i];
            constant[i] = GammaFunction.ln(n + SHAPE)
                    - GammaFunction.ln(SHAPE)
                    - GammaFunction.ln(n + 1)
                    + SHAPE * StrictMath.log(SHAPE);
        }
    }

    /** Adds d/dx, d/dy, d/dz and d/dlnE to the gradient's elements 0, 1, 2 and 4. */
    double evaluate(double x, double y, double z, double energy, double[] gradient, Outer curvature) {
        double sum = 0;
        double product = 1;
        for (int i = 0; i < hits.x.length; i++) {
            double rx = hits.x[i] - x;
            double ry = hits.y[i] - y;
            double rz = hits.z[i] - z;
            double r = Math.sqrt(rx * rx + ry * ry + rz * rz + SOFT);
            double cos = (rx * dx + ry * dy + rz * dz) / r;
            LightYield.cascade(r, light);
            LightYield.asymmetry(cos, r, angular);
            double signal = energy * light[0] * angular[0];
            double mean = signal + NOISE;
            double byMean;
            if (i < hits.lit) {
                double n = hits.charge[i];
                sum -= constant[i] + n * StrictMath.log(mean) - (n + SHAPE) * StrictMath.log(SHAPE + mean);
                byMean = n / mean - (n + SHAPE) / (SHAPE + mean);
            } else {
                double dark = dark(mean);
                double probability = DEAD + (1 - DEAD) * dark;
                product *= probability;
                if (product < TINY) {
                    sum -= StrictMath.log(product);
                    product = 1;
                }
                byMean = -(1 - DEAD) * dark / probability * SHAPE / (SHAPE + mean);
            }
            double byR = byMean * energy * (light[1] * angular[0] + light[0] * angular[2]);
            double byCos = byMean * energy * light[0] * angular[1];
            // r grows against the DOM; cos changes with what is across.
            double along = (-byR + byCos * cos / r) / r;
            double across = -byCos / r;
            double gx = along * rx + across * dx;
            double gy = along * ry + across * dy;
            double gz = along * rz + across * dz;
            double ge = byMean * signal;
            gradient[0] -= gx;
            gradient[1] -= gy;
            gradient[2] -= gz;
            gradient[4] -= ge;
            curvature.add(gx, gy, gz, 0, ge);
        }
        return sum - StrictMath.log(product);
    }

    /** Probability of no light: (1 + mean/SHAPE)^−SHAPE, SHAPE being 11. */
    private static double dark(double mean) {
        double base = SHAPE / (SHAPE + mean);
        double squared = base * base;
        double eighth = squared * squared * squared * squared;
        return eighth * squared * base;
    }
}
