package org.ewms.skydriver.page;

import java.util.Random;
import org.ewms.healpix.Healpix;
import org.ewms.healpix.PixelRanges;
import org.ewms.skymap.NsideTable;
import org.ewms.skymap.SkyPosition;

/**
 * A likelihood with one elliptical minimum that flattens far from it, scanned as a scanner would: all of nside 8, discs of the finer
 * ones; here and there a fit fails.
 *
 * @param sigmaDeg of its longer axis; the shorter one is 0.7 of it
 */
record SampleLikelihood(double ra, double dec, double sigmaDeg) {
    private static final double BASE = 1195.592;

    /** What was scanned at one nside. */
    NsideTable table(int nside) {
        return table(nside, nside < 64 ? Math.PI : Math.toRadians(nside < 512 ? 14.3 : 2.53));
    }

    /** All of the sky at one nside. */
    NsideTable wholeSky(int nside) {
        return table(nside, Math.PI);
    }

    private NsideTable table(int nside, double radius) {
        Healpix sky = Healpix.ofNside(nside);
        PixelRanges disc = new PixelRanges();
        sky.queryDiscRing(Math.toRadians(90 - dec), Math.toRadians(ra), radius, disc);
        long[] pixels = disc.toArray();
        Random failures = new Random(nside);
        double[][] columns = new double[7][pixels.length];
        double[] v = new double[3];
        for (int k = 0; k < pixels.length; k++) {
            sky.pix2vecRing(pixels[k], v, 0);
            SkyPosition at = SkyPosition.of(v);
            boolean failed = failures.nextInt(400) == 0 && at.distanceDeg(new SkyPosition(ra, dec)) > 0.3;
            columns[0][k] = failed ? Double.NaN : BASE + value(at);
        }
        return NsideTable.sorted(nside, pixels, columns);
    }

    /** Δllh at a position. */
    private double value(SkyPosition at) {
        double away = at.distanceDeg(new SkyPosition(ra, dec));
        double east = Math.toRadians(at.raDeg() - ra);
        double north = Math.toRadians(at.decDeg() - dec);
        double turn = Math.atan2(north, Math.sin(east) * Math.cos(Math.toRadians(dec))) - 0.6;
        double x = away * Math.cos(turn) / sigmaDeg;
        double y = away * Math.sin(turn) / (0.7 * sigmaDeg);
        double bowl = (x * x + y * y) / 2;
        return bowl / (1 + bowl / (40 + 4 * away));
    }
}
