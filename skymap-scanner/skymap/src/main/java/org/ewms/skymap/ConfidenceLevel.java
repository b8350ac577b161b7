package org.ewms.skymap;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

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
        return new ConfidenceLevel(percent(probability), probability, -2 * Math.log1p(-probability));
    }

    static String percent(double probability) {
        return String.format(Locale.ROOT, "%.4f", 100 * probability).replaceAll("\\.?0+$", "") + "%";
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

    /** 50 % and 90 % as calibrated with simulated events like IC160427A: 22.2 and 64.2. */
    public static List<ConfidenceLevel> calibrated() {
        return List.of(calibrated("50%", 0.5, 22.2), calibrated("90%", 0.9, 64.2));
    }

    /**
     * Levels from text: {@code wilks}, {@code calibrated}, or items separated by commas, each a percentage ({@code 50}), a number of
     * sigmas ({@code 3sigma}), both by Wilks' theorem, or a percentage with its threshold in −2ΔlnL ({@code 90=64.2}).
     *
     * @throws IllegalArgumentException when it is none of these
     */
    public static List<ConfidenceLevel> parse(String text) {
        return switch (text) {
            case "wilks" -> standard();
            case "calibrated" -> calibrated();
            default ->
                Stream.of(text.split(",", -1))
                        .map(String::strip)
                        .map(ConfidenceLevel::one)
                        .toList();
        };
    }

    private static ConfidenceLevel one(String item) {
        try {
            if (item.endsWith("sigma")) {
                double sigmas = Double.parseDouble(item.substring(0, item.length() - 5));
                double beyond = Erf.beyond(sigmas);
                return new ConfidenceLevel(
                        item.substring(0, item.length() - 5) + "σ", 1 - beyond, -2 * Math.log(beyond));
            }
            int equals = item.indexOf('=');
            if (equals < 0) {
                return wilks(Double.parseDouble(item) / 100);
            }
            double probability = Double.parseDouble(item.substring(0, equals)) / 100;
            return calibrated(percent(probability), probability, Double.parseDouble(item.substring(equals + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "level \"" + item + "\" is neither a percentage like 90, nor like 3sigma, nor like 90=64.2", e);
        }
    }
}
