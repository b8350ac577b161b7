package org.ewms.skydriver.internal.sky;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ewms.skydriver.internal.store.KeptScan;
import org.ewms.skydriver.internal.store.ResultMark;
import org.ewms.skymap.NsideTable;
import org.ewms.skymap.ScanResult;
import org.jspecify.annotations.Nullable;

/** Pixels of scans as they become known, for whoever draws the sky meanwhile; those of the scans last asked for are at hand. */
public final class PixelLogs {
    private static final int AT_HAND = 32;
    private static final long PER_MILLI = 1000;

    private final Skies skies;
    private final Clock clock;
    private final Map<String, PixelLog> logs = new LinkedHashMap<>(16, 0.75f, true);
    private long latest;

    public PixelLogs(Skies skies, Clock clock) {
        this.skies = skies;
        this.clock = clock;
    }

    /**
     * The log of a scan, with all pixels of the result that the scan has.
     *
     * @throws org.ewms.skymap.SkymapException when the result is not one of a scan
     */
    public PixelLog of(KeptScan scan) {
        @Nullable ResultMark mark = scan.course().result();
        @Nullable PixelLog known = known(scan.id());
        if (known != null && known.has(mark)) {
            return known;
        }
        SortedMap<Integer, NsideTable> tables =
                skies.of(scan).map(sky -> sky.result().tables()).orElseGet(TreeMap::new);
        if (known != null && known.take(tables, mark)) {
            latest(known.seq());
            return known;
        }
        return begun(scan.id(), known, tables, mark);
    }

    /** Whether somebody looks at the scan, or did lately. */
    public boolean watched(String scanId) {
        return known(scanId) != null;
    }

    /** A scan has come this far, which is not kept yet. */
    public void came(String scanId, ScanResult result) {
        came(scanId, result, null);
    }

    /**
     * A scan has come this far.
     *
     * @param mark of the result that has these pixels; null for none yet
     */
    public void came(String scanId, ScanResult result, @Nullable ResultMark mark) {
        @Nullable PixelLog log = known(scanId);
        if (log == null || !log.take(result.tables(), mark)) {
            log = begun(scanId, log, result.tables(), mark);
        }
        latest(log.seq());
    }

    /** A new log in place of the one before, unless somebody else has put one there meanwhile. */
    private PixelLog begun(
            String scanId,
            @Nullable PixelLog before,
            SortedMap<Integer, NsideTable> tables,
            @Nullable ResultMark mark) {
        PixelLog made = begun();
        made.take(tables, mark);
        latest(made.seq());
        synchronized (logs) {
            @Nullable PixelLog meanwhile = logs.get(scanId);
            if (meanwhile != null && meanwhile != before) {
                return meanwhile;
            }
            logs.put(scanId, made);
            trim();
            return made;
        }
    }

    private void trim() {
        while (logs.size() > AT_HAND) {
            logs.remove(logs.keySet().iterator().next());
        }
    }

    private @Nullable PixelLog known(String scanId) {
        synchronized (logs) {
            return logs.get(scanId);
        }
    }

    private synchronized PixelLog begun() {
        latest = Math.max(latest, clock.millis() * PER_MILLI) + 1;
        return new PixelLog(latest);
    }

    private synchronized void latest(long seq) {
        latest = Math.max(latest, seq);
    }
}
