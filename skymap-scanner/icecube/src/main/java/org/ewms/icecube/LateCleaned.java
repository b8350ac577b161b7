package org.ewms.icecube;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Pulses without the late ones, and since when each DOM with late pulses is not to be believed any more.
 *
 * @param pulses what was kept
 * @param excludedSince for each DOM that lost pulses: the time from which on it is left out, ns
 */
public record LateCleaned(PulseSeries pulses, SortedMap<OmKey, Double> excludedSince) {
    public LateCleaned {
        excludedSince = Collections.unmodifiableSortedMap(new TreeMap<>(excludedSince));
    }
}
