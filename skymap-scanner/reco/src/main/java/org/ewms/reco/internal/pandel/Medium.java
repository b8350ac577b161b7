package org.ewms.reco.internal.pandel;

/**
 * Bulk ice and timing jitter, as the Gauss-convoluted Pandel density sees them.
 *
 * @param scatteringLength λ, m: the density's shape is (effective distance)/λ
 * @param rate R = 1/τ + (c/n_g)/λ_a, 1/ns: how fast late light fades
 * @param jitter Gaussian σ, ns
 */
public record Medium(double scatteringLength, double rate, double jitter) {
    /** Speed of light in vacuum, m/ns. */
    public static final double C = 0.299792458;

    /** Phase index of ice: sets the Cherenkov angle. */
    public static final double PHASE_INDEX = 1.3195;

    /** Group index of ice: sets the speed of light pulses. */
    public static final double GROUP_INDEX = 1.35634;

    /** Muon tracks, AMANDA "H2" bulk ice: Ahrens et al., NIM A524 (2004) 169, astro-ph/0407044. */
    public static final Medium TRACK = of(557, 33.3, 98, 15);

    /** Point-like cascades: PRD 67 (2003) 012003, astro-ph/0206487. */
    public static final Medium CASCADE = of(450, 47, 98, 15);

    /**
     * @param tau Pandel's τ, ns
     * @param scattering λ, m
     * @param absorption λ_a, m
     * @param jitter σ, ns
     */
    public static Medium of(double tau, double scattering, double absorption, double jitter) {
        return new Medium(scattering, 1 / tau + C / GROUP_INDEX / absorption, jitter);
    }
}
