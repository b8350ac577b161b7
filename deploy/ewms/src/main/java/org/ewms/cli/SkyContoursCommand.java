package org.ewms.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.ewms.healpix.Moc;
import org.ewms.skymap.Contour;
import org.ewms.skymap.ContourText;
import org.ewms.skymap.Contours;
import org.ewms.skymap.MocFits;
import org.ewms.skymap.SkyFile;
import org.ewms.skymap.SkymapFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ewms sky contours}: the borders of a map's regions. */
@Command(
        name = "contours",
        mixinStandardHelpOptions = true,
        description = "Traces the regions of a sky map; prints their sizes, or writes their borders.")
final class SkyContoursCommand implements Callable<Integer> {
    private final Console console;

    /** What to write. */
    enum Form {
        /** GeoJSON FeatureCollection of polygons in degrees. */
        GEOJSON,
        /** Region file of SAOImage DS9. */
        DS9,
        /** MOC as text, one level only. */
        MOC,
        /** MOC FITS, one level only. */
        MOC_FITS
    }

    @Parameters(index = "0", paramLabel = "FILE", description = "Sky map of any format.")
    Path file = Path.of("skymap");

    @Mixin
    SkyInput input = new SkyInput();

    @Mixin
    SkyLevels levels = new SkyLevels();

    @Option(names = "--form", description = "Write the borders as ${COMPLETION-CANDIDATES}.")
    @Nullable
    Form form;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to (default: standard output).")
    @Nullable
    Path out;

    @Mixin
    SkyCells cells = new SkyCells();

    @Option(names = "--output-mode", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    OutputMode outputMode = OutputMode.TEXT;

    SkyContoursCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        SkyFile.MapFile map = input.map(file);
        Contours contours = levels.contours(map);
        if (form == null) {
            print(map, contours);
            return 0;
        }
        switch (form) {
            case GEOJSON -> text(ContourText.geoJson(contours));
            case DS9 -> text(ContourText.ds9(contours));
            case MOC -> text(coverage(contours).toAscii() + "\n");
            case MOC_FITS -> mocFits(coverage(contours));
        }
        return 0;
    }

    private void print(SkyFile.MapFile map, Contours contours) {
        if (outputMode == OutputMode.JSON) {
            ObjectNode node = Json.object();
            SkyText.bestFit(node.putObject("best_fit"), map.map().bestFit());
            SkyText.regions(node.putArray("regions"), contours);
            console.out().println(Json.line(node));
        } else {
            SkyText.bestFit(console.out(), map.map().bestFit());
            SkyText.regions(console.out(), contours);
        }
    }

    private Moc coverage(Contours contours) {
        if (contours.contours().size() != 1) {
            throw new IllegalArgumentException("a MOC is of one region: give one level, for instance --levels 90");
        }
        Contour contour = contours.contours().getFirst();
        return cells.of(contour);
    }

    private void mocFits(Moc moc) {
        MocFits.Version version = cells.version();
        if (out == null) {
            throw new IllegalArgumentException("--form MOC_FITS needs --out FILE");
        }
        SkymapFiles.write(out, stream -> MocFits.write(moc, version, stream));
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (out == null) {
            console.out().write(bytes, 0, bytes.length);
            console.out().flush();
        } else {
            SkymapFiles.write(out, stream -> write(stream, bytes));
        }
    }

    private static void write(OutputStream stream, byte[] bytes) {
        try {
            stream.write(bytes);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
