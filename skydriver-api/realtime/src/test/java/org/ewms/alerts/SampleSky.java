package org.ewms.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ewms.healpix.Healpix;
import org.ewms.skymap.EventMetadata;
import org.ewms.skymap.NsideTable;
import org.ewms.skymap.ResultJson;
import org.ewms.skymap.ScanResult;
import org.ewms.skymap.SkyPosition;

/** A finished scan whose −2ΔlnL is a round bowl, 10° wide at 1σ. */
final class SampleSky {
    private static final double SIGMA_DEG = 10;
    private static final int NSIDE = 8;

    private SampleSky() {}

    static JsonNode result(SkyPosition best) {
        Healpix healpix = Healpix.ofNside(NSIDE);
        int size = (int) healpix.npix();
        long[] pixels = new long[size];
        double[][] columns = new double[7][size];
        double[] vector = new double[3];
        for (int i = 0; i < size; i++) {
            pixels[i] = i;
            healpix.pix2vecRing(i, vector, 0);
            double away = SkyPosition.of(vector).distanceDeg(best) / SIGMA_DEG;
            columns[0][i] = 1000 + away * away / 2;
        }
        SortedMap<Integer, NsideTable> tables = new TreeMap<>();
        tables.put(NSIDE, NsideTable.sorted(NSIDE, pixels, columns));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ResultJson.write(
                new ScanResult(new EventMetadata(SampleEvent.RUN, 1, "neutrino", SampleEvent.MJD, false), tables, true),
                out);
        return Client.read(out.toByteArray());
    }
}
