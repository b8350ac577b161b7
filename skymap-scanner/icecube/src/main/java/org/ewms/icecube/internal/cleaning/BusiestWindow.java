package org.ewms.icecube.internal.cleaning;

import java.util.List;
import org.ewms.icecube.Pulse;
import org.ewms.icecube.PulseSeries;

/** Finds when most happened. */
public final class BusiestWindow {
    private BusiestWindow() {}

    /** The pulses in the window that holds most of them. */
    public static PulseSeries clean(PulseSeries pulses, double length) {
        double[] times = pulses.pulses().values().stream()
                .flatMap(List::stream)
                .mapToDouble(Pulse::time)
                .sorted()
                .toArray();
        if (times.length == 0) {
            return pulses;
        }
        double start = start(times, length);
        return pulses.filter((dom, pulse) -> pulse.time() >= start && pulse.time() <= start + length);
    }

    private static double start(double[] times, double length) {
        int best = 0;
        int most = 0;
        int end = 0;
        for (int i = 0; i < times.length; i++) {
            while (end < times.length && times[end] <= times[i] + length) {
                end++;
            }
            if (end - i > most) {
                most = end - i;
                best = i;
            }
        }
        return times[best];
    }
}
