package org.ewms.skymap;

import java.util.List;
import java.util.Locale;

/**
 * A line to draw: everything with −2ΔlnL below a threshold.
 *
 * @param label as shown in legends, for instance {@code 90%}
 * @param probability coverage the level claims, 0 … 1 exclusive
 * @param ts threshold in −2ΔlnL above the best fit, positive
 */
public record ConfidenceLevel(String label, double probability, double ts) {
    /** Two-sided three sigma, as a probability. */
    private static final double THREE_SIGMA = 0.997300203936740;

    public ConfidenceLevel {
        if (!(probability > 0 && probability < 1)) {
            throw new IllegalArgumentException(
                    "probability of level " + label + " is " + probability + ", not in (0, 1)");
        }
        if (!(ts > 0 && ts < 1e6)) {
            throw new IllegalArgumentException("threshold of level " + label + " is " + ts + ", not in (0, 1e6)");
        }
    }

    /** Wilks' theorem for two parameters: −2 ln(1 − p), so 1.386 for 50 % and 4.605 for 90 %. */
    public static ConfidenceLevel wilks(double probability) {
        String percent = String.format(Locale.ROOT, "%.4f", 100 * probability).replaceAll("\\.?0+$", "");
        return new ConfidenceLevel(percent + "%", probability, -2 * Math.log1p(-probability));
    }

    /** 3σ by Wilks' theorem for two parameters: 11.83. */
    public static ConfidenceLevel threeSigma() {
        return new ConfidenceLevel("3σ", THREE_SIGMA, -2 * Math.log1p(-THREE_SIGMA));
    }

    /** A level whose threshold comes from simulated events, for instance 22.2 and 64.2 for 50 % and 90 % of IC160427A. */
    public static ConfidenceLevel calibrated(String label, double probability, double ts) {
        return new ConfidenceLevel(label, probability, ts);
    }

    /** 50 %, 90 % and 3σ by Wilks' theorem. */
    public static List<ConfidenceLevel> standard() {
        return List.of(wilks(0.5), wilks(0.9), threeSigma());
    }
}
