package org.ewms.icecube.internal.cleaning;

import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.ewms.icecube.LateCleaned;
import org.ewms.icecube.OmKey;
import org.ewms.icecube.Pulse;
import org.ewms.icecube.PulseSeries;

/** What the charges of single DOMs tell. */
public final class ChargeStatistics {
    private ChargeStatistics() {}

    /** Drops what comes too late after half of a DOM's charge. */
    public static LateCleaned withoutLatePulses(PulseSeries pulses, double residual) {
        var since = new TreeMap<OmKey, Double>();
        pulses.pulses().forEach((dom, list) -> {
            double limit = medianTime(list) + residual;
            if (list.stream().anyMatch(pulse -> pulse.time() >= limit)) {
                since.put(dom, limit);
            }
        });
        PulseSeries kept =
                pulses.filter((dom, pulse) -> pulse.time() < since.getOrDefault(dom, Double.POSITIVE_INFINITY));
        return new LateCleaned(kept, since);
    }

    /** The time of the pulse with which a DOM has half of its charge. */
    private static double medianTime(List<Pulse> list) {
        List<Pulse> ordered =
                list.stream().sorted(Comparator.comparingDouble(Pulse::time)).toList();
        double total = charge(ordered);
        double sum = 0;
        for (Pulse pulse : ordered) {
            sum += pulse.charge();
            if (sum / total >= 0.5) {
                return pulse.time();
            }
        }
        return ordered.getLast().time();
    }

    /** DOMs whose charge is more than so many times the mean. */
    public static SortedSet<OmKey> brightDoms(PulseSeries pulses, double factor) {
        double mean = pulses.charge() / pulses.doms();
        var bright = new TreeSet<OmKey>();
        pulses.pulses().forEach((dom, list) -> {
            if (charge(list) > factor * mean) {
                bright.add(dom);
            }
        });
        return Collections.unmodifiableSortedSet(bright);
    }

    private static double charge(List<Pulse> pulses) {
        double sum = 0;
        for (Pulse pulse : pulses) {
            sum += pulse.charge();
        }
        return sum;
    }
}
