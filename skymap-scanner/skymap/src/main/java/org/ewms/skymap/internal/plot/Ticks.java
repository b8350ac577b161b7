package org.ewms.skymap.internal.plot;

import java.util.Locale;

/** Round numbers for axes. */
final class Ticks {
    private static final double[] MANTISSAS = {1, 2, 5, 10};

    private Ticks() {}

    /** The roundest step that gives at most so many intervals over a length. */
    static double step(double length, int intervals) {
        double least = length / intervals;
        double decade = Math.pow(10, Math.floor(Math.log10(least)));
        for (double mantissa : MANTISSAS) {
            if (mantissa * decade >= least * (1 - 1e-9)) {
                return mantissa * decade;
            }
        }
        return 10 * decade;
    }

    /** As {@link #step}, for angles in degrees: beyond 10 degrees 15, 30, 45 and 90. */
    static double angleStep(double length, int intervals) {
        double step = step(length, intervals);
        return step <= 10 ? step : step <= 20 ? 15 : length / 30 <= intervals ? 30 : length / 45 <= intervals ? 45 : 90;
    }

    /** Degrees with as many digits as the step needs. */
    static String degrees(double value, double step, boolean sign) {
        int digits = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
        double shown = Math.abs(value) < step / 1e6 ? 0 : value;
        String number = String.format(Locale.ROOT, "%." + digits + "f°", Math.abs(shown));
        return (shown < 0 ? "−" : sign && shown > 0 ? "+" : "") + number;
    }
}
