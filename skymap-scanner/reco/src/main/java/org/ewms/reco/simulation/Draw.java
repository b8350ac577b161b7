package org.ewms.reco.simulation;

import java.util.SplittableRandom;

/** Random numbers of the distributions a simulation needs; the same bits from the same seed on every machine. */
final class Draw {
    private final SplittableRandom random;

    Draw(long seed) {
        random = new SplittableRandom(seed);
    }

    double uniform(double from, double to) {
        return from + (to - from) * random.nextDouble();
    }

    /** Uniform in the logarithm. */
    double logUniform(double from, double to) {
        return from * StrictMath.exp(random.nextDouble() * StrictMath.log(to / from));
    }

    /** Standard normal (Box–Muller). */
    double normal() {
        double radius = Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble()));
        return radius * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
    }

    /** Gamma with unit rate (Marsaglia and Tsang 2000; small shapes by the power of a uniform). */
    double gamma(double shape) {
        if (shape < 1) {
            return gamma(shape + 1) * StrictMath.pow(1 - random.nextDouble(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = normal();
            double v = 1 + c * x;
            double cube = v * v * v;
            if (v > 0
                    && StrictMath.log(1 - random.nextDouble())
                            < 0.5 * x * x + d - d * cube + d * StrictMath.log(cube)) {
                return d * cube;
            }
        }
    }

    /** Poisson: by counting for small means, normal from 500 on. */
    int poisson(double mean) {
        if (mean > 500) {
            return (int) Math.max(0, StrictMath.round(mean + Math.sqrt(mean) * normal()));
        }
        int count = 0;
        double left = mean;
        while (true) {
            left += StrictMath.log(1 - random.nextDouble());
            if (left < 0) {
                return count;
            }
            count++;
        }
    }
}
