package org.ewms.skymap;

/** The normal distribution. */
final class Erf {
    private static final int SIMPSON_STEPS = 2000;
    private static final double FAR = 10;

    private Erf() {}

    /**
     * Two-sided probability to be beyond so many sigmas, relative error below 1e-9: Simpson's rule on the tail, which decays fast.
     *
     * @throws IllegalArgumentException outside 0 … 8
     */
    static double beyond(double sigmas) {
        if (!(sigmas > 0 && sigmas <= 8)) {
            throw new IllegalArgumentException(sigmas + " sigma is not in (0, 8]");
        }
        double step = FAR / SIMPSON_STEPS;
        double sum = 0;
        for (int i = 0; i <= SIMPSON_STEPS; i++) {
            double x = sigmas + i * step;
            double weight = i == 0 || i == SIMPSON_STEPS ? 1 : i % 2 == 1 ? 4 : 2;
            sum += weight * Math.exp(-x * x / 2);
        }
        return 2 * sum * step / 3 / Math.sqrt(2 * Math.PI);
    }
}
