package org.ewms.skymap;

import java.util.Collections;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * All pixels of one scan, finished or so far.
 *
 * @param tables by nside, ascending
 * @param complete false for a partial result
 */
public record ScanResult(EventMetadata event, SortedMap<Integer, NsideTable> tables, boolean complete) {
    public ScanResult {
        tables = Collections.unmodifiableSortedMap(new TreeMap<>(tables));
    }

    /**
     * The pixels of one nside.
     *
     * @throws SkymapException when that nside was not scanned
     */
    public NsideTable table(int nside) {
        NsideTable table = tables.get(nside);
        if (table == null) {
            throw new SkymapException("the scan has no nside " + nside + " but " + tables.keySet());
        }
        return table;
    }

    /**
     * File name without extension, as skyreader builds it: {@code run00138632.evt000031747601.neutrino_8_64_512}.
     *
     * @throws SkymapException when there is no table yet: such a result has no name
     */
    public String fileStem() {
        if (tables.isEmpty()) {
            throw new SkymapException("the scan result has no pixels at any nside, so there is nothing to write");
        }
        String nsides = tables.keySet().stream().map(String::valueOf).collect(Collectors.joining("_"));
        return String.format(Locale.ROOT, "run%08d.evt%012d.", event.runId(), event.eventId())
                + event.eventType().replaceAll("[^A-Za-z0-9+-]", "-") + "_" + nsides;
    }
}
