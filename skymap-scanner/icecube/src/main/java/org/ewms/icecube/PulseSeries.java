package org.ewms.icecube;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/** Pulses of one event per DOM, DOMs in order, pulses in time order; DOMs without pulses are absent. Immutable. */
public record PulseSeries(SortedMap<OmKey, List<Pulse>> pulses) {
    public PulseSeries {
        var copy = new TreeMap<OmKey, List<Pulse>>();
        pulses.forEach((dom, list) -> {
            if (!list.isEmpty()) {
                copy.put(dom, List.copyOf(list));
            }
        });
        pulses = java.util.Collections.unmodifiableSortedMap(copy);
    }

    public static PulseSeries of(Map<OmKey, List<Pulse>> pulses) {
        return new PulseSeries(new TreeMap<>(pulses));
    }

    public int doms() {
        return pulses.size();
    }

    public int count() {
        return pulses.values().stream().mapToInt(List::size).sum();
    }

    /** Total charge, photoelectrons. */
    public double charge() {
        double sum = 0;
        for (List<Pulse> list : pulses.values()) {
            for (Pulse pulse : list) {
                sum += pulse.charge();
            }
        }
        return sum;
    }

    /** The pulses that satisfy the condition. */
    public PulseSeries filter(BiPredicate<OmKey, Pulse> keep) {
        var out = new TreeMap<OmKey, List<Pulse>>();
        pulses.forEach((dom, list) ->
                out.put(dom, list.stream().filter(p -> keep.test(dom, p)).toList()));
        return new PulseSeries(out);
    }
}
