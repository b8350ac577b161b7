package org.ewms.icecube;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a reconstruction that uses charges should not look at, as far as the file tells: the original's exclusions but for
 * the list of dead DOMs, which is in the calibration data that are not public.
 *
 * @param doms left out altogether
 * @param windows per DOM, the times it is left out
 */
public record DomExclusions(SortedSet<OmKey> doms, SortedMap<OmKey, List<TimeWindow>> windows) {
    /** Where the file keeps when the calibration of a DOM is doubtful. */
    private static final String ERRATA = "CalibrationErrata";
    /** Where the file keeps when the digitiser of a DOM was saturated. */
    private static final String SATURATION = "SaturationWindows";

    public DomExclusions {
        doms = Collections.unmodifiableSortedSet(new TreeSet<>(doms));
        windows = Collections.unmodifiableSortedMap(new TreeMap<>(windows));
    }

    /**
     * The exclusions of an event: DeepCore, DOMs brighter than {@code brightFactor} times the mean, DOMs that saturated, and
     * the times of doubtful calibration.
     *
     * @throws EventFormatException if the event's lists are damaged
     */
    public static DomExclusions of(RealtimeEvent event, double brightFactor) throws EventFormatException {
        var doms = new TreeSet<OmKey>(PulseCleaning.brightDoms(event.pulses(), brightFactor));
        event.pulses().pulses().keySet().stream()
                .filter(dom -> dom.string() >= PulseCleaning.FIRST_DEEPCORE_STRING)
                .forEach(doms::add);
        doms.addAll(windows(event, SATURATION).keySet());
        return new DomExclusions(doms, windows(event, ERRATA));
    }

    private static SortedMap<OmKey, List<TimeWindow>> windows(RealtimeEvent event, String name)
            throws EventFormatException {
        return event.find(name, FrameObject.DomWindows.class)
                .map(FrameObject.DomWindows::windows)
                .orElseGet(Collections::emptySortedMap);
    }

    /** The pulses that may be looked at. */
    public PulseSeries apply(PulseSeries pulses) {
        return pulses.filter((dom, pulse) -> !doms.contains(dom)
                && windows.getOrDefault(dom, List.of()).stream().noneMatch(window -> window.contains(pulse.time())));
    }
}
