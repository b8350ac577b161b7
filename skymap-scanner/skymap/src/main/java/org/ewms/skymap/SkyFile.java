package org.ewms.skymap;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.ewms.healpix.Moc;
import org.ewms.skymap.internal.fits.MapCards;
import org.ewms.skymap.internal.fits.TableReader;

/** What a file of any of the formats holds; which one it is is told from its content, not from its name. */
public sealed interface SkyFile {
    SkyFormat format();

    /**
     * A map.
     *
     * @param quantity what the file's values are
     * @param map of −2ΔlnL; of a map of probabilities −2 ln(p / largest p), by density
     * @param probability by cells; of a map of probabilities that of the file, normalised to 1
     * @param header cards of a FITS file by key, else empty
     */
    record MapFile(
            SkyFormat format, MapQuantity quantity, LlhMap map, ProbabilityMap probability, Map<String, String> header)
            implements SkyFile {
        /** Whether the file has the reconstruction of every pixel: vertex, energies and −ln L. */
        public boolean hasReconstructions() {
            return format == SkyFormat.RESULT_JSON || format == SkyFormat.RESULT_NPZ;
        }
    }

    /** A region. */
    record MocFile(SkyFormat format, Moc moc) implements SkyFile {}

    /** Reads a file whose columns, if FITS, have one of the names of {@link MapQuantity}. */
    static SkyFile read(Path file) {
        return read(file, Optional.empty());
    }

    /**
     * Reads a file.
     *
     * @param quantity what the values of a FITS map are; empty to go by the name of the column
     * @throws SkymapException when it is of none of the formats, damaged, or its quantity is not known
     * @throws UncheckedIOException when it cannot be read
     */
    static SkyFile read(Path file, Optional<MapQuantity> quantity) {
        try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            in.mark(512);
            byte[] start = in.readNBytes(512);
            in.reset();
            return switch (SkyFormatSniffer.of(start)) {
                case ZIP -> ofResult(SkyFormat.RESULT_NPZ, ResultNpz.read(file));
                case FITS -> ofTable(TableReader.read(in), quantity);
                case RESULT_JSON -> ofResult(SkyFormat.RESULT_JSON, ResultJson.read(in));
                case MOC_JSON -> new MocFile(SkyFormat.MOC_JSON, MocText.json(text(in)));
                case MOC_ASCII -> new MocFile(SkyFormat.MOC_ASCII, MocText.ascii(text(in)));
            };
        } catch (SkymapException e) {
            String message = String.valueOf(e.getMessage());
            throw message.startsWith(file + ": ") ? e : new SkymapException(file + ": " + message, e);
        } catch (NoSuchFileException e) {
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file + ": " + e.getMessage(), e);
        }
    }

    /** A scan's result as if read from a file. */
    static MapFile ofResult(SkyFormat format, ScanResult result) {
        LlhMap map = LlhMap.of(result);
        return new MapFile(format, MapQuantity.TWICE_DELTA_LLH, map, ProbabilityMap.of(map), Map.of());
    }

    private static SkyFile ofTable(TableReader.Table table, Optional<MapQuantity> quantity) {
        if (MocFits.isMoc(table)) {
            return new MocFile(SkyFormat.MOC_FITS, MocFits.of(table));
        }
        EventMetadata event = MapCards.event(table.header());
        if ("NUNIQ".equals(table.header().get("ORDERING"))) {
            var content = MultiOrderFits.of(table);
            MapQuantity known = known(quantity.or(content::quantity), content.column());
            CellScan scan = CellScan.of(known, content.map());
            return mapFile(SkyFormat.MULTI_ORDER_FITS, known, scan, event, content.header());
        }
        var content = FlatFits.of(table);
        MapQuantity known = known(quantity.or(content::quantity), content.column());
        long sky = 12L * content.nside() * content.nside();
        var format = content.pixel().length == sky ? SkyFormat.FLAT_FITS : SkyFormat.PARTIAL_FITS;
        return mapFile(format, known, CellScan.of(known, content), event, content.header());
    }

    private static MapQuantity known(Optional<MapQuantity> quantity, String column) {
        return quantity.orElseThrow(() -> new SkymapException("column \"" + column
                + "\" is neither 2DLLH nor PROB, PROBABILITY or PROBDENSITY; say what it holds (--values)"));
    }

    private static MapFile mapFile(
            SkyFormat format, MapQuantity quantity, CellScan scan, EventMetadata event, Map<String, String> header) {
        LlhMap map = LlhMap.of(scan.result(event));
        boolean means = quantity == MapQuantity.PROBABILITY;
        ProbabilityMap probability = means ? ProbabilityMap.ofCellMeans(map) : ProbabilityMap.of(map);
        return new MapFile(format, quantity, map, probability, header);
    }

    private static String text(InputStream in) throws IOException {
        byte[] bytes = in.readNBytes(MocText.MOST_BYTES + 1);
        if (bytes.length > MocText.MOST_BYTES) {
            throw new SkymapException("a MOC as text of more than " + (MocText.MOST_BYTES >> 20) + " MiB");
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
