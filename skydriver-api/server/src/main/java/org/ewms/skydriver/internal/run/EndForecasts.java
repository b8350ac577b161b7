package org.ewms.skydriver.internal.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How sure one can be of when a scan ends. Its end is foreseen again and again, and moves as the pace changes and as rounds turn out
 * larger or smaller than was thought; the ends foreseen during the latter half of its time so far are the spread of the present one. It is
 * widened by the chance that is in any count: by 1/√n of the time left when the pace was taken from n fits. Confined to one thread.
 */
final class EndForecasts {
    private static final int MOST = 256;

    private final Deque<Forecast> forecasts = new ArrayDeque<>();

    private record Forecast(Instant made, Instant end) {}

    /** Between the two it probably ends. */
    record Range(Instant earliest, Instant latest) {}

    /**
     * Notes what is foreseen now.
     *
     * @param begun when the work that is counted began
     * @param fits from which the pace is known
     */
    Range add(Instant begun, Instant now, Duration left, double fits) {
        Instant half = begun.plus(Duration.between(begun, now).dividedBy(2));
        Instant end = now.plus(left);
        forecasts.addLast(new Forecast(now, end));
        while (forecasts.size() > MOST || forecasts.getFirst().made().isBefore(half)) {
            forecasts.removeFirst();
        }
        double part = Math.min(1, 1 / Math.sqrt(Math.max(1, fits)));
        Duration chance = Duration.ofMillis((long) (left.toMillis() * part));
        Instant earliest = end.minus(chance);
        Instant latest = end.plus(chance);
        for (Forecast each : forecasts) {
            earliest = each.end().isBefore(earliest) ? each.end() : earliest;
            latest = each.end().isAfter(latest) ? each.end() : latest;
        }
        return new Range(earliest.isBefore(now) ? now : earliest, latest);
    }
}
