package org.ewms.cli;

import java.io.IOException;
import java.io.PrintWriter;
import org.ewms.healpix.Healpix;
import org.ewms.healpix.PixelRanges;
import org.ewms.healpix.SkyRegion;

/** The operations of {@code ewms sky eval} on one row. Numbers are printed with all digits they need to be read back the same. */
final class SkyEvaluation {
    private final Healpix healpix;
    private final boolean nested;
    private final SkyRegion.Match match;
    private final int step;
    private final long[] pixels = new long[8];
    private final double[] values = new double[4];
    private final double[] outline;
    private final PixelRanges ranges = new PixelRanges();

    SkyEvaluation(Healpix healpix, boolean nested, boolean inclusive, int step) {
        this.healpix = healpix;
        this.nested = nested;
        this.match = inclusive ? SkyRegion.Match.OVERLAPPING : SkyRegion.Match.CENTRES;
        this.step = step;
        this.outline = new double[12 * step];
    }

    /** Writes the answer, a line with its end, or several. */
    void write(SkyOperation operation, CsvRow row, PrintWriter out) throws IOException {
        switch (operation) {
            case ANG2PIX -> out.println(ang2pix(row));
            case PIX2ANG -> pix2ang(pixel(row), out);
            case NEIGHBOURS -> neighbours(pixel(row), out);
            case INTERP -> interpolate(row, out);
            case BOUNDARIES -> boundaries(pixel(row), out);
            case RING2NEST -> out.println(healpix.ring2nest(pixel(row)));
            case NEST2RING -> out.println(healpix.nest2ring(pixel(row)));
            case QUERY_DISC -> {
                row.requireColumns(3, "theta,phi,radius");
                query(SkyRegion.disc(row.theta(0), row.phi(1), row.radius(2)), row, out);
            }
            case QUERY_POLYGON -> query(polygon(row), row, out);
        }
    }

    private long pixel(CsvRow row) throws IOException {
        row.requireColumns(1, "pixel");
        return row.pixel(0, healpix.npix());
    }

    private long ang2pix(CsvRow row) throws IOException {
        row.requireColumns(2, "theta,phi");
        double theta = row.theta(0);
        double phi = row.phi(1);
        return nested ? healpix.ang2pixNest(theta, phi) : healpix.ang2pixRing(theta, phi);
    }

    private void pix2ang(long pixel, PrintWriter out) {
        if (nested) {
            healpix.pix2angNest(pixel, values, 0);
        } else {
            healpix.pix2angRing(pixel, values, 0);
        }
        out.println(values[0] + "," + values[1]);
    }

    private void neighbours(long pixel, PrintWriter out) {
        if (nested) {
            healpix.neighboursNest(pixel, pixels, 0);
        } else {
            healpix.neighboursRing(pixel, pixels, 0);
        }
        for (int i = 0; i < 8; i++) {
            out.print((i == 0 ? "" : ",") + pixels[i]);
        }
        out.println();
    }

    private void interpolate(CsvRow row, PrintWriter out) throws IOException {
        row.requireColumns(2, "theta,phi");
        if (nested) {
            healpix.interpolNest(row.theta(0), row.phi(1), pixels, values);
        } else {
            healpix.interpolRing(row.theta(0), row.phi(1), pixels, values);
        }
        for (int i = 0; i < 4; i++) {
            out.print(pixels[i] + ",");
        }
        print(values, out);
    }

    private void boundaries(long pixel, PrintWriter out) {
        if (nested) {
            healpix.boundariesNest(pixel, step, outline);
        } else {
            healpix.boundariesRing(pixel, step, outline);
        }
        print(outline, out);
    }

    private static void print(double[] values, PrintWriter out) {
        for (int i = 0; i < values.length; i++) {
            out.print((i == 0 ? "" : ",") + values[i]);
        }
        out.println();
    }

    private static SkyRegion polygon(CsvRow row) throws IOException {
        if (row.columns() < 6 || row.columns() % 2 != 0) {
            throw row.error("a polygon needs theta,phi of three or more corners but has " + row.columns() + " columns");
        }
        double[] corners = new double[row.columns() / 2 * 3];
        for (int i = 0; i < row.columns() / 2; i++) {
            double theta = row.theta(2 * i);
            double phi = row.phi(2 * i + 1);
            corners[3 * i] = Math.sin(theta) * Math.cos(phi);
            corners[3 * i + 1] = Math.sin(theta) * Math.sin(phi);
            corners[3 * i + 2] = Math.cos(theta);
        }
        try {
            return SkyRegion.polygon(corners);
        } catch (IllegalArgumentException e) {
            throw row.error(String.valueOf(e.getMessage()));
        }
    }

    private void query(SkyRegion region, CsvRow row, PrintWriter out) {
        if (nested) {
            healpix.queryNest(region, match, ranges);
        } else {
            healpix.queryRing(region, match, ranges);
        }
        ranges.forEachRange((from, to) -> out.println(row.line() + "," + from + "," + (to - 1)));
    }
}
