package org.ewms.bench.coverage;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.ewms.bench.Figures;
import org.ewms.skymap.ConfidenceLevel;

/**
 * What many trials say together.
 *
 * @param name of the mode
 * @param trials not empty
 */
record Summary(String name, List<Trial> trials) {
    int events() {
        return trials.size();
    }

    /** Share of events whose truth is inside the contour that claims to hold it with this probability. */
    double coverage(double probability) {
        double limit = ConfidenceLevel.wilks(probability).ts();
        return trials.stream().filter(trial -> trial.ts() < limit).count() / (double) events();
    }

    /** Standard deviation of {@link #coverage}, binomial, of the value measured. */
    double error(double probability) {
        double p = coverage(probability);
        return Math.sqrt(p * (1 - p) / events());
    }

    /** The −2ΔlnL below which this share of the truths lies. */
    double level(double probability) {
        return quantile(probability, Trial::ts);
    }

    /** One standard deviation below and above {@link #level}, from the order of the values. */
    double[] levelRange(double probability) {
        double step = Math.sqrt(probability * (1 - probability) / events());
        return new double[] {
            quantile(Math.max(0, probability - step), Trial::ts), quantile(Math.min(1, probability + step), Trial::ts)
        };
    }

    double median(ToDoubleFunction<Trial> figure) {
        return quantile(0.5, figure);
    }

    double mean(ToDoubleFunction<Trial> figure) {
        return trials.stream().mapToDouble(figure).average().orElse(Double.NaN);
    }

    private double quantile(double part, ToDoubleFunction<Trial> figure) {
        return Figures.quantile(part, trials.stream().mapToDouble(figure).toArray());
    }
}
