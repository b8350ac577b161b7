package org.ewms.reco.internal.light;

import org.ewms.reco.internal.pandel.Exponential;

/**
 * Mean charge of a DOM, photoelectrons, in bulk ice: diffuse light with propagation length λ_p, the photon densities of JINST 9 (2014) P03009
 * (section on analytic templates) and a cascade's track length of 5.2 m per GeV (Rädel and Wiebusch, arXiv:1210.5140). Approximate: no layers,
 * no tilt, and the size of a DOM is one effective number.
 */
public final class LightYield {
    /** Effective scattering and absorption length, m. */
    private static final double SCATTERING = 33;

    private static final double ABSORPTION = 98;

    /** λ_p = √(λ_a λ_e / 3). */
    private static final double PROPAGATION = Math.sqrt(ABSORPTION * SCATTERING / 3);

    /** λ_c = λ_e / (3 e^(−λ_e/λ_a)): where light turns from straight to diffuse. */
    private static final double DIFFUSE = SCATTERING / (3 * StrictMath.exp(-SCATTERING / ABSORPTION));

    private static final double SIN_C = 0.6524;
    private static final double COS_C = 1 / 1.3195;
    private static final double LAMBDA_MU = square(DIFFUSE / SIN_C) * 2 / (StrictMath.PI * PROPAGATION);

    /**
     * Photons per metre of track (300 to 600 nm) times the effective area of a DOM, m: makes contained cascades as bright as in the detector, about
     * 100 photoelectrons per TeV.
     */
    private static final double PHOTON_AREA = 30;

    private static final double METRES_PER_GEV = 5.2;

    /** Distance over which a cascade's light forgets its direction, m. */
    private static final double BLUR = 50;

    /** Cherenkov light peaks at its angle: exp(−b (Δcos² + ε)^(3/16)). */
    private static final double PEAK = 2.61;

    private static final double PEAK_WIDTH = 0.0025;
    private static final double MEAN_EMISSION = meanEmission();

    private LightYield() {}

    /**
     * Light of a muon that passes, its secondary showers smoothed along its way.
     *
     * @param energy of the muon, GeV
     * @param path effective distance, m
     */
    public static double track(double energy, double path) {
        double d = Math.max(path, 1);
        double spread = Math.sqrt(LAMBDA_MU * d) * StrictMath.tanh(Math.sqrt(d / LAMBDA_MU));
        double bare = PHOTON_AREA * Exponential.of(-d / PROPAGATION) / (2 * StrictMath.PI * SIN_C * spread);
        return bare * (1.22 + 1.36e-3 * energy);
    }

    /**
     * Light of a cascade per GeV, as if it shone alike in all directions; with its derivative.
     *
     * @param r distance, m, positive
     * @param out value, d/dr
     */
    public static void cascade(double r, double[] out) {
        double fade = Exponential.of(-2 * r / DIFFUSE);
        double tanh = (1 - fade) / (1 + fade);
        double spread = DIFFUSE * r * tanh;
        double value = METRES_PER_GEV * PHOTON_AREA / (4 * StrictMath.PI) * Exponential.of(-r / PROPAGATION) / spread;
        out[0] = value;
        out[1] = -value * (1 / PROPAGATION + 1 / r + (1 - tanh * tanh) / (DIFFUSE * tanh));
    }

    /**
     * How much brighter than on average a cascade is in one direction at some distance.
     *
     * @param cos of the angle between the cascade's direction and that to the DOM
     * @param out value, d/dcos, d/dr
     */
    public static void asymmetry(double cos, double r, double[] out) {
        double memory = Exponential.of(-r / BLUR);
        double difference = cos - COS_C;
        double squared = difference * difference + PEAK_WIDTH;
        double emission = emission(cos) / MEAN_EMISSION;
        out[0] = 1 + (emission - 1) * memory;
        out[1] = -memory * emission * PEAK * root(squared) * (3.0 / 8) * difference / squared;
        out[2] = -(emission - 1) * memory / BLUR;
    }

    private static double emission(double cos) {
        return Exponential.of(-PEAK * root(square(cos - COS_C) + PEAK_WIDTH));
    }

    /** x^(3/16), with square roots only. */
    private static double root(double x) {
        double eighth = Math.sqrt(Math.sqrt(Math.sqrt(x)));
        return eighth * Math.sqrt(eighth);
    }

    private static double meanEmission() {
        int n = 2000;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            sum += emission(-1 + (2 * i + 1.0) / n);
        }
        return sum / n;
    }

    private static double square(double x) {
        return x * x;
    }
}
