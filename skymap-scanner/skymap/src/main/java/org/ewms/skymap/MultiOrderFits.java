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
import org.ewms.skymap.internal.fits.MapCards;
import org.ewms.skymap.internal.fits.TableReader;
import org.ewms.skymap.internal.fits.TableWriter;

/**
 * Multi-order HEALPix maps as LIGO, Virgo and KAGRA write them: one row per cell, UNIQ and PROBDENSITY. Every point of the sky is in
 * exactly one cell and the densities integrate to 1.
 */
public final class MultiOrderFits {
    private static final List<TableWriter.Column> COLUMNS =
            List.of(new TableWriter.Column("UNIQ", "K", "", 8), new TableWriter.Column("PROBDENSITY", "D", "sr-1", 8));

    private MultiOrderFits() {}

    /**
     * What such a file holds.
     *
     * @param uniq 4·4^order + NESTED id, in the order of the file
     * @param density probability per steradian
     * @param header every card of the table, by key
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Content(long[] uniq, double[] density, Map<String, String> header) {}

    /** {@code STEM.multiorder.fits}. */
    public static String fileName(ScanResult result) {
        return result.fileStem() + ".multiorder.fits";
    }

    /**
     * Writes the map; equal maps give equal bytes. The stream is flushed, not closed.
     *
     * @throws UncheckedIOException when the stream does not take it
     */
    public static void write(LlhMap map, ProbabilityMap probability, SkymapSummary summary, OutputStream out) {
        var cards = new ArrayList<TableWriter.Card>();
        cards.add(new TableWriter.Card("EXTNAME", "SKYMAP", ""));
        cards.add(new TableWriter.Card("PIXTYPE", "HEALPIX", "HEALPIX pixelisation"));
        cards.add(new TableWriter.Card("ORDERING", "NUNIQ", "Pixel ordering scheme: RING, NESTED, or NUNIQ"));
        cards.add(new TableWriter.Card("COORDSYS", "C", "Ecliptic, Galactic or Celestial (equatorial)"));
        cards.add(new TableWriter.Card("MOCORDER", deepest(probability), "MOC resolution (best order)"));
        cards.add(new TableWriter.Card("INDXSCHM", "EXPLICIT", "Indexing: IMPLICIT or EXPLICIT"));
        cards.addAll(MapCards.of(map.result().event(), summary, "exp(-TS/2), flat prior; areas from Wilks levels"));
        try {
            new TableWriter(out).write(COLUMNS, cards, probability.cells(), rows -> {
                for (int i = 0; i < probability.cells(); i++) {
                    rows.writeLong((4L << (2 * probability.order(i))) + probability.nested(i));
                    rows.writeDouble(probability.density(i));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("writing the multi-order map: " + e.getMessage(), e);
        }
    }

    private static int deepest(ProbabilityMap map) {
        int deepest = 0;
        for (int i = 0; i < map.cells(); i++) {
            deepest = Math.max(deepest, map.order(i));
        }
        return deepest;
    }

    /**
     * Reads a multi-order map, plain or gzipped.
     *
     * @throws SkymapException when it is not one, or is cut off
     * @throws UncheckedIOException when the file cannot be read
     */
    public static Content read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            TableReader.Table table = TableReader.read(in);
            if (!"NUNIQ".equals(table.header().get("ORDERING"))) {
                throw new SkymapException(
                        "ORDERING is " + table.header().get("ORDERING") + ", not NUNIQ as in a multi-order map");
            }
            return new Content(table.longs("UNIQ"), table.doubles("PROBDENSITY"), table.header());
        } catch (SkymapException e) {
            throw new SkymapException(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file + ": " + e.getMessage(), e);
        }
    }
}
