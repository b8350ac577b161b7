package org.ewms.skydriver.internal.sky;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ewms.skydriver.internal.store.KeptScan;
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
     * The log of a scan, made of its present result where there is none at hand.
     *
     * @throws org.ewms.skymap.SkymapException when the result is not one of a scan
     */
    public PixelLog of(KeptScan scan) {
        @Nullable PixelLog known = known(scan.id());
        if (known != null) {
            return known;
        }
        PixelLog made = begun();
        skies.of(scan).ifPresent(sky -> made.take(sky.result().tables()));
        latest(made.seq());
        synchronized (logs) {
            @Nullable PixelLog meanwhile = logs.putIfAbsent(scan.id(), made);
            trim();
            return meanwhile == null ? made : meanwhile;
        }
    }

    /** Whether somebody looks at the scan, or did lately. */
    public boolean watched(String scanId) {
        return known(scanId) != null;
    }

    /** A scan has come this far. */
    public void came(String scanId, ScanResult result) {
        @Nullable PixelLog log = known(scanId);
        if (log == null || !log.take(result.tables())) {
            log = begun();
            log.take(result.tables());
            synchronized (logs) {
                logs.put(scanId, log);
                trim();
            }
        }
        latest(log.seq());
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
