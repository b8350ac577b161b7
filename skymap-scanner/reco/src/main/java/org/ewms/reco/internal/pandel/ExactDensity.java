package org.ewms.reco.internal.pandel;

/**
 * The Gauss-convoluted Pandel density at one residual time, to full precision, for any shape ξ.
 *
 * <p>p(t; ξ) = R^ξ σ^(ξ−1) / (√2π Γ(ξ)) · exp(−t²/2σ²) · I(ξ), with I(ξ) = ∫₀^∞ x^(ξ−1) exp(−x²/2 − ηx) dx and η = Rσ − t/σ: the
 * integral representation of the parabolic cylinder function of van Eijndhoven et al., Astropart. Phys. 28 (2007) 456. The integrand is
 * entire in ln x, so the trapezoid rule converges exponentially. Near the origin (η ≥ −12) one integration by parts, I(ξ) = ∫ x^ξ
 * (x+η) e^… dx / ξ, removes the slow tail at small ξ; far out (η &lt; −12) the peak at x = −η is summed in x itself, where what is left out
 * near 0 is below e^−70 of the whole.
 */
public final class ExactDensity {
    private static final double HALF_LN_2PI = 0.91893853320467274178;
    private static final double FAR = -12;
    private static final double LOG_STEP = 0.04;
    private static final double LOG_TOP = 3.4;
    private static final double PEAK_STEP = 0.5;
    private static final int PEAK_BELOW = 22;
    private static final int PEAK_ABOVE = 40;

    private final double time;
    private final double rate;
    private final double jitter;
    private final double eta;
    private final double[] logX;
    private final double[] x;
    private final double[] weight;

    /**
     * @param time residual (measured − geometric), ns
     */
    public ExactDensity(Medium medium, double time) {
        this.time = time;
        this.rate = medium.rate();
        this.jitter = medium.jitter();
        this.eta = rate * jitter - time / jitter;
        boolean far = eta < FAR;
        int n = far ? PEAK_BELOW + PEAK_ABOVE + 1 : (int) ((LOG_TOP + 46) / LOG_STEP);
        logX = new double[n];
        x = new double[n];
        weight = new double[n];
        for (int k = 0; k < n; k++) {
            x[k] = far ? -eta + (k - PEAK_BELOW) * PEAK_STEP : StrictMath.exp(LOG_TOP - k * LOG_STEP);
            logX[k] = far ? StrictMath.log(x[k]) : LOG_TOP - k * LOG_STEP;
            double exponent = far ? -0.5 * (x[k] + eta) * (x[k] + eta) : -x[k] * (0.5 * x[k] + eta);
            weight[k] = StrictMath.exp(exponent);
        }
    }

    /**
     * ln p and its derivatives.
     *
     * @param value ln (p · ns)
     * @param byTime ∂/∂t, 1/ns
     * @param byShape ∂/∂ξ
     * @param byBoth ∂²/∂t∂ξ
     */
    public record Jet(double value, double byTime, double byShape, double byBoth) {}

    /**
     * @param shape ξ, 0 &lt; ξ ≤ 64
     */
    public Jet at(double shape) {
        return eta < FAR ? far(shape) : near(shape);
    }

    private Jet near(double shape) {
        double power = StrictMath.exp((shape + 1) * LOG_TOP);
        double ratio = StrictMath.exp(-(shape + 1) * LOG_STEP);
        double lowest = -5 - 40 / (shape + 1);
        double next = 0;
        double nextLog = 0;
        double here = 0;
        double hereLog = 0;
        for (int k = 0; k < x.length && logX[k] > lowest; k++) {
            double term = power * weight[k];
            double logTerm = term * logX[k];
            double factor = x[k] + eta;
            next += term;
            nextLog += logTerm;
            here += term * factor;
            hereLog += logTerm * factor;
            power *= ratio;
        }
        double integral = here / shape;
        double byShape = (hereLog - integral) / shape;
        double ln = StrictMath.log(integral * LOG_STEP) - time * time / (2 * jitter * jitter);
        return jet(shape, ln, next / integral, nextLog / integral, byShape / integral, -time / (jitter * jitter));
    }

    private Jet far(double shape) {
        double next = 0;
        double nextLog = 0;
        double here = 0;
        double hereLog = 0;
        double scale = (shape - 1) * StrictMath.log(-eta);
        for (int k = 0; k < x.length; k++) {
            double term = weight[k] * StrictMath.exp((shape - 1) * logX[k] - scale);
            here += term;
            hereLog += term * logX[k];
            next += term * (x[k] + eta);
            nextLog += term * logX[k] * (x[k] + eta);
        }
        double ln = StrictMath.log(here * PEAK_STEP) + scale + rate * (0.5 * rate * jitter * jitter - time);
        return jet(shape, ln, next / here, nextLog / here, hereLog / here, -rate);
    }

    /**
     * @param ln ln of the integral, exponential factor included
     * @param next I(ξ+1)/I(ξ); in the far case with the peak's position taken out, which {@code slope} then holds
     * @param nextLog ∂I(ξ+1)/∂ξ / I(ξ), same convention
     * @param log ∂I/∂ξ / I
     * @param slope d/dt of what is not in {@code next}
     */
    private Jet jet(double shape, double ln, double next, double nextLog, double log, double slope) {
        double lnScale = StrictMath.log(rate * jitter);
        double value = shape * lnScale - StrictMath.log(jitter) - HALF_LN_2PI - GammaFunction.ln(shape) + ln;
        double byShape = lnScale - GammaFunction.digamma(shape) + log;
        return new Jet(value, slope + next / jitter, byShape, (nextLog - next * log) / jitter);
    }
}
