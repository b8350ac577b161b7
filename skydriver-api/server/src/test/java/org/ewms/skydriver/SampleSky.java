package org.ewms.skydriver;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ewms.healpix.Healpix;
import org.ewms.skymap.EventMetadata;
import org.ewms.skymap.NsideTable;
import org.ewms.skymap.ResultJson;
import org.ewms.skymap.ScanResult;
import org.ewms.skymap.SkyPosition;

/** Results whose −2ΔlnL is a round bowl, 10° wide at 1σ. */
final class SampleSky {
    static final SkyPosition BEST = new SkyPosition(100, 20);
    private static final double SIGMA_DEG = 10;

    private SampleSky() {}

    /** The whole sky at each of these, as a scanner sends it. */
    static JsonNode result(int... nsides) {
        SortedMap<Integer, NsideTable> tables = new TreeMap<>();
        for (int nside : nsides) {
            tables.put(nside, table(Healpix.ofNside(nside)));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ResultJson.write(new ScanResult(new EventMetadata(123456, 7, "neutrino", 59000.5, true), tables, true), out);
        return Client.read(out.toString(StandardCharsets.UTF_8));
    }

    private static NsideTable table(Healpix healpix) {
        int size = (int) healpix.npix();
        long[] pixels = new long[size];
        double[][] columns = new double[7][size];
        double[] vector = new double[3];
        for (int i = 0; i < size; i++) {
            pixels[i] = i;
            healpix.pix2vecRing(i, vector, 0);
            double away = SkyPosition.of(vector).distanceDeg(BEST) / SIGMA_DEG;
            columns[0][i] = 1000 + away * away / 2;
        }
        return NsideTable.sorted((int) healpix.nside(), pixels, columns);
    }
}
