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
import org.ewms.healpix.FlatMaps;
import org.ewms.healpix.Healpix;
import org.ewms.skymap.internal.fits.FlatColumn;
import org.ewms.skymap.internal.fits.MapCards;
import org.ewms.skymap.internal.fits.TableReader;
import org.ewms.skymap.internal.fits.TableWriter;
import org.ewms.skymap.internal.fits.TableWriter.Card;

/** Flat HEALPix maps: one value per pixel of one nside, as healpy, Aladin and IceCube's tools read them. */
public final class FlatFits {
    /** Values in a row, as is usual; a smaller map has one per row. */
    private static final int ROW = 1024;

    private static final double NEGLIGIBLE_PROBABILITY = 1e-15;

    private FlatFits() {}

    /**
     * What such a file holds.
     *
     * @param quantity by the name of the column; empty when that says nothing
     * @param column name of the column
     * @param pixel RING numbers in J2000 equatorial coordinates, ascending, whatever the file's numbering; those without a value left out
     * @param values of the pixels, the first column that is not the pixel; NaN where a fit failed
     * @param header every card of the table, by key
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Content(
            Optional<MapQuantity> quantity,
            String column,
            int nside,
            long[] pixel,
            double[] values,
            Map<String, String> header) {
        /**
         * One value for every RING pixel of the sky; NaN where the file has none.
         *
         * @throws SkymapException when the map is finer than nside 2048
         */
        public double[] wholeSky() {
            double[] out = FlatColumn.empty(Integer.numberOfTrailingZeros(nside));
            for (int i = 0; i < pixel.length; i++) {
                out[(int) pixel[i]] = values[i];
            }
            return out;
        }
    }

    /** {@code STEM.fits.gz}. */
    public static String fileName(ScanResult result) {
        return result.fileStem() + ".fits.gz";
    }

    /**
     * Writes a map, not compressed; equal maps give equal bytes. The stream is flushed, not closed. Of cells finer than the file's pixels
     * the probabilities are summed up, or the smallest 2DLLH is taken.
     *
     * @throws UncheckedIOException when the stream does not take it
     */
    public static void write(
            LlhMap map, ProbabilityMap probability, SkymapSummary summary, FlatLayout layout, OutputStream out) {
        int order = Integer.numberOfTrailingZeros(layout.nside());
        double[] values = layout.quantity() == MapQuantity.PROBABILITY
                ? FlatColumn.probability(probability, order)
                : FlatColumn.ts(map, order);
        boolean[] wanted = layout.partial() ? wanted(map, values, layout) : new boolean[0];
        if (layout.scheme() == FlatLayout.Scheme.NESTED) {
            values = FlatMaps.ring2nest(values);
        }
        try {
            if (layout.partial()) {
                partial(
                        values,
                        wanted,
                        layout,
                        MapCards.of(map, summary, layout.quantity().meaning()),
                        out);
            } else {
                full(values, layout, MapCards.of(map, summary, layout.quantity().meaning()), out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing the flat map: " + e.getMessage(), e);
        }
    }

    private static List<Card> cards(FlatLayout layout, List<Card> indexing, List<Card> more) {
        var cards = new ArrayList<Card>();
        cards.add(new Card("EXTNAME", "SKYMAP", ""));
        cards.add(new Card("PIXTYPE", "HEALPIX", "HEALPIX pixelisation"));
        cards.add(new Card("ORDERING", layout.scheme().name(), "Pixel ordering scheme, either RING or NESTED"));
        cards.add(new Card("COORDSYS", "C", "Ecliptic, Galactic or Celestial (equatorial)"));
        cards.add(new Card("NSIDE", layout.nside(), "Resolution parameter of HEALPIX"));
        cards.addAll(indexing);
        cards.addAll(more);
        return cards;
    }

    private static void full(double[] values, FlatLayout layout, List<Card> more, OutputStream out) throws IOException {
        int row = values.length % ROW == 0 ? ROW : 1;
        MapQuantity quantity = layout.quantity();
        var column =
                new TableWriter.Column(quantity.flatColumn(), row == 1 ? "D" : row + "D", quantity.flatUnit(), 8 * row);
        List<Card> indexing = List.of(
                new Card("FIRSTPIX", 0, "First pixel # (0 based)"),
                new Card("LASTPIX", values.length - 1, "Last pixel # (0 based)"),
                new Card("INDXSCHM", "IMPLICIT", "Indexing: IMPLICIT or EXPLICIT"));
        new TableWriter(out).write(List.of(column), cards(layout, indexing, more), values.length / row, rows -> {
            for (int from = 0; from < values.length; from += ROW) {
                rows.write(values, from, Math.min(ROW, values.length - from));
            }
        });
    }

    private static void partial(double[] values, boolean[] wanted, FlatLayout layout, List<Card> more, OutputStream out)
            throws IOException {
        int rows = 0;
        for (boolean each : wanted) {
            rows += each ? 1 : 0;
        }
        MapQuantity quantity = layout.quantity();
        List<TableWriter.Column> columns = List.of(
                new TableWriter.Column("PIXEL", "J", "", 4),
                new TableWriter.Column(quantity.flatColumn(), "D", quantity.flatUnit(), 8));
        List<Card> indexing = List.of(
                new Card("INDXSCHM", "EXPLICIT", "Indexing: IMPLICIT or EXPLICIT"),
                new Card("GRAIN", 1, "Grain of pixel indexing"),
                new Card("OBS_NPIX", rows, "Number of pixels listed"));
        new TableWriter(out).write(columns, cards(layout, indexing, more), rows, data -> {
            for (int i = 0; i < wanted.length; i++) {
                if (wanted[i]) {
                    data.writeInt(i);
                    data.writeDouble(values[i]);
                }
            }
        });
    }

    /** Which pixels of a partial map are written, by their number in the file. */
    private static boolean[] wanted(LlhMap map, double[] ring, FlatLayout layout) {
        Healpix healpix = Healpix.ofNside(layout.nside());
        boolean[] out = new boolean[ring.length];
        boolean nested = layout.scheme() == FlatLayout.Scheme.NESTED;
        if (layout.quantity() == MapQuantity.PROBABILITY) {
            for (int i = 0; i < ring.length; i++) {
                out[(int) (nested ? healpix.ring2nest(i) : i)] = ring[i] > NEGLIGIBLE_PROBABILITY;
            }
            return out;
        }
        int finest = Math.min(healpix.order(), map.finestOrder());
        for (int i = 0; i < map.cells(); i++) {
            if (map.scanned(i) && map.scannedOrder(i) >= finest) {
                int coarser = map.order(i) - healpix.order();
                long first = coarser >= 0 ? map.nested(i) >>> (2 * coarser) : map.nested(i) << (-2 * coarser);
                long end = coarser >= 0 ? first + 1 : (map.nested(i) + 1) << (-2 * coarser);
                for (long pixel = first; pixel < end; pixel++) {
                    out[(int) (nested ? pixel : healpix.nest2ring(pixel))] = true;
                }
            }
        }
        return out;
    }

    /**
     * Reads a flat map, full or partial, RING or NESTED, plain or gzipped. The column of values is taken by position.
     *
     * @throws SkymapException when it is not one, or is cut off
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
        FlatColumn.Pixels pixels = FlatColumn.ring(table);
        return new Content(
                MapQuantity.ofColumn(pixels.column()),
                pixels.column(),
                pixels.nside(),
                pixels.pixel(),
                pixels.values(),
                Map.copyOf(table.header()));
    }
}
