package org.ewms.scanner.internal;

import java.util.SortedMap;
import java.util.TreeMap;
import org.ewms.icecube.RealtimeEvent;
import org.ewms.scan.ScanCoordinator;
import org.ewms.skymap.EventMetadata;
import org.ewms.skymap.NsideTable;
import org.ewms.skymap.ScanResult;

/** The coordinator's pixels as the columns a sky map is made of. */
public final class ResultTables {
    private ResultTables() {}

    /** Every complete pixel of a scan. */
    public static ScanResult of(ScanCoordinator coordinator, EventMetadata metadata) {
        SortedMap<Integer, NsideTable> tables = new TreeMap<>();
        for (int nside : coordinator.nsides()) {
            long[] pixels = coordinator.completePixels(nside);
            if (pixels.length > 0) {
                tables.put(nside, of(coordinator, nside, pixels));
            }
        }
        return new ScanResult(metadata, tables, coordinator.finished());
    }

    /** What a sky map says of its event. */
    public static EventMetadata metadata(RealtimeEvent event) {
        return new EventMetadata(event.runId(), event.eventId(), event.eventType(), event.mjd(), event.realEvent());
    }

    private static NsideTable of(ScanCoordinator coordinator, int nside, long[] pixels) {
        int n = pixels.length;
        var table = new NsideTable(
                nside,
                pixels,
                new double[n],
                new double[n],
                new double[n],
                new double[n],
                new double[n],
                new double[n],
                new double[n]);
        int[] row = new int[1];
        coordinator.forEachComplete(nside, (pixel, llh, eIn, eTot, x, y, z, t) -> {
            int at = row[0]++;
            table.llh()[at] = llh;
            table.eIn()[at] = eIn;
            table.eTot()[at] = eTot;
            table.x()[at] = x;
            table.y()[at] = y;
            table.z()[at] = z;
            table.t()[at] = t;
        });
        return table;
    }
}
