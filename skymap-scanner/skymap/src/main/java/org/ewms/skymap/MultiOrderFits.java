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
import java.util.Optional;
import org.ewms.healpix.MultiOrderMap;
import org.ewms.skymap.internal.fits.FlatColumn;
import org.ewms.skymap.internal.fits.MapCards;
import org.ewms.skymap.internal.fits.TableReader;
import org.ewms.skymap.internal.fits.TableWriter;
import org.ewms.skymap.internal.fits.TableWriter.Card;

/**
 * Multi-order HEALPix maps: one row per cell, UNIQ and a value. With PROBDENSITY as LIGO, Virgo and KAGRA write them: every point of the
 * sky is in exactly one cell and the densities integrate to 1. With 2DLLH as skyreader does.
 */
public final class MultiOrderFits {
    private MultiOrderFits() {}

    /**
     * What such a file holds.
     *
     * @param quantity by the name of the column; empty when that says nothing
     * @param column name of the column of values
     * @param map the cells, which do not overlap, with their values: probability per steradian, or 2DLLH
     * @param header every card of the table, by key
     */
    public record Content(
            Optional<MapQuantity> quantity, String column, MultiOrderMap map, Map<String, String> header) {}

    /** {@code STEM.multiorder.fits}. */
    public static String fileName(ScanResult result) {
        return result.fileStem() + ".multiorder.fits";
    }

    /** Writes a map of probability density, see {@link #write(LlhMap, ProbabilityMap, SkymapSummary, MapQuantity, OutputStream)}. */
    public static void write(LlhMap map, ProbabilityMap probability, SkymapSummary summary, OutputStream out) {
        write(map, probability, summary, MapQuantity.PROBABILITY, out);
    }

    /**
     * Writes the map; equal maps give equal bytes. The stream is flushed, not closed.
     *
     * @throws UncheckedIOException when the stream does not take it
     */
    public static void write(
            LlhMap map, ProbabilityMap probability, SkymapSummary summary, MapQuantity quantity, OutputStream out) {
        var cards = new ArrayList<Card>();
        cards.add(new Card("EXTNAME", "SKYMAP", ""));
        cards.add(new Card("PIXTYPE", "HEALPIX", "HEALPIX pixelisation"));
        cards.add(new Card("ORDERING", "NUNIQ", "Pixel ordering scheme: RING, NESTED, or NUNIQ"));
        cards.add(new Card("COORDSYS", "C", "Ecliptic, Galactic or Celestial (equatorial)"));
        cards.add(new Card("MOCORDER", deepest(probability), "MOC resolution (best order)"));
        cards.add(new Card("INDXSCHM", "EXPLICIT", "Indexing: IMPLICIT or EXPLICIT"));
        cards.addAll(MapCards.of(map, summary, quantity.meaning()));
        List<TableWriter.Column> columns = List.of(
                new TableWriter.Column("UNIQ", "K", "", 8),
                new TableWriter.Column(quantity.multiOrderColumn(), "D", quantity.multiOrderUnit(), 8));
        try {
            new TableWriter(out).write(columns, cards, probability.cells(), rows -> {
                for (int i = 0; i < probability.cells(); i++) {
                    rows.writeLong((4L << (2 * probability.order(i))) + probability.nested(i));
                    rows.writeDouble(quantity == MapQuantity.PROBABILITY ? probability.density(i) : map.ts(i));
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
     * @throws SkymapException when it is not one, is cut off, or has cells that overlap
     * @throws UncheckedIOException when the file cannot be read
     */
    public static Content read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return of(TableReader.read(in));
        } catch (SkymapException e) {
            throw new SkymapException(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file + ": " + e.getMessage(), e);
        }
    }

    static Content of(TableReader.Table table) {
        FlatColumn.requireEquatorial(table.header());
        if (!"NUNIQ".equals(table.header().get("ORDERING"))) {
            throw new SkymapException(
                    "ORDERING is " + table.header().get("ORDERING") + ", not NUNIQ as in a multi-order map");
        }
        long[] uniq = table.longs("UNIQ");
        int column = "UNIQ".equals(table.columnName(0)) ? 1 : 0;
        String name = table.columnName(column);
        try {
            var map = MultiOrderMap.of(uniq, table.doubles(column));
            return new Content(MapQuantity.ofColumn(name), name, map, Map.copyOf(table.header()));
        } catch (IllegalArgumentException e) {
            throw new SkymapException("column UNIQ: " + e.getMessage(), e);
        }
    }
}
