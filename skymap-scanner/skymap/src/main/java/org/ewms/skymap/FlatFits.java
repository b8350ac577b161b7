package org.ewms.skymap;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ewms.healpix.Healpix;
import org.ewms.skymap.internal.fits.FlatColumn;
import org.ewms.skymap.internal.fits.MapCards;
import org.ewms.skymap.internal.fits.TableReader;
import org.ewms.skymap.internal.fits.TableWriter;

/** Flat HEALPix maps: one value per pixel of one nside, as healpy, Aladin and IceCube's tools read them. */
public final class FlatFits {
    /** Values in a row, as is usual; a smaller map has one per row. */
    private static final int ROW = 1024;

    private FlatFits() {}

    /** What the pixels hold. */
    public enum Quantity {
        /** 2 (llh − smallest llh), the value of the finest scanned pixel there; column {@code 2DLLH}. */
        TWICE_DELTA_LLH("2DLLH", "", "Change in 2LLH based on Wilks theorem"),
        /** Probability per pixel, summing to 1; column {@code PROB}. */
        PROBABILITY("PROB", "pix-1", "exp(-TS/2), flat prior; areas from Wilks levels");

        private final String column;
        private final String unit;
        private final String meaning;

        Quantity(String column, String unit, String meaning) {
            this.column = column;
            this.unit = unit;
            this.meaning = meaning;
        }
    }

    /**
     * What such a file holds.
     *
     * @param values one per RING pixel, whatever the file's numbering; NaN where it has none
     * @param header every card of the table, by key
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Content(int nside, double[] values, Map<String, String> header) {}

    /** {@code STEM.fits.gz}. */
    public static String fileName(ScanResult result) {
        return result.fileStem() + ".fits.gz";
    }

    /**
     * Writes a full-sky map in RING numbering, not compressed; equal maps give equal bytes. The stream is flushed, not closed.
     *
     * @param nside of the file, a power of two; cells finer than it are summed up (probability) or their smallest value taken (2DLLH)
     * @throws UncheckedIOException when the stream does not take it
     */
    public static void write(
            LlhMap map,
            ProbabilityMap probability,
            SkymapSummary summary,
            Quantity quantity,
            int nside,
            OutputStream out) {
        Healpix healpix = Healpix.ofNside(nside);
        double[] values = quantity == Quantity.PROBABILITY
                ? FlatColumn.probability(probability, healpix.order())
                : FlatColumn.ts(map, healpix.order());
        int row = values.length % ROW == 0 ? ROW : 1;
        var column = new TableWriter.Column(quantity.column, row == 1 ? "D" : row + "D", quantity.unit, 8 * row);
        var cards = new ArrayList<TableWriter.Card>();
        cards.add(new TableWriter.Card("EXTNAME", "SKYMAP", ""));
        cards.add(new TableWriter.Card("PIXTYPE", "HEALPIX", "HEALPIX pixelisation"));
        cards.add(new TableWriter.Card("ORDERING", "RING", "Pixel ordering scheme, either RING or NESTED"));
        cards.add(new TableWriter.Card("COORDSYS", "C", "Ecliptic, Galactic or Celestial (equatorial)"));
        cards.add(new TableWriter.Card("NSIDE", nside, "Resolution parameter of HEALPIX"));
        cards.add(new TableWriter.Card("FIRSTPIX", 0, "First pixel # (0 based)"));
        cards.add(new TableWriter.Card("LASTPIX", values.length - 1, "Last pixel # (0 based)"));
        cards.add(new TableWriter.Card("INDXSCHM", "IMPLICIT", "Indexing: IMPLICIT or EXPLICIT"));
        cards.addAll(MapCards.of(map.result().event(), summary, quantity.meaning));
        try {
            new TableWriter(out).write(List.of(column), cards, values.length / row, rows -> {
                for (int from = 0; from < values.length; from += ROW) {
                    rows.write(values, from, Math.min(ROW, values.length - from));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("writing the flat map: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a flat map, full or partial, RING or NESTED, plain or gzipped. The first column of values is taken by position.
     *
     * @throws SkymapException when it is not one, is cut off, or is finer than nside 2048
     * @throws UncheckedIOException when the file cannot be read
     */
    public static Content read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            TableReader.Table table = TableReader.read(in);
            double[] values = FlatColumn.ring(table);
            return new Content((int) Math.round(Math.sqrt(values.length / 12.0)), values, table.header());
        } catch (SkymapException e) {
            throw new SkymapException(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file + ": " + e.getMessage(), e);
        }
    }
}
