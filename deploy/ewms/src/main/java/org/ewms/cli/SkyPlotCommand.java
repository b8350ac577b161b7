package org.ewms.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.ewms.skymap.Catalogue;
import org.ewms.skymap.Contour;
import org.ewms.skymap.Contours;
import org.ewms.skymap.EventMetadata;
import org.ewms.skymap.PictureOptions;
import org.ewms.skymap.SkyFile;
import org.ewms.skymap.SkymapFiles;
import org.ewms.skymap.SkymapPicture;
import org.ewms.skymap.SkymapSummary;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ewms sky plot}: a map as a picture. */
@Command(
        name = "plot",
        mixinStandardHelpOptions = true,
        description =
                "Draws a sky map: the whole sky, the surroundings of the best fit with contours, and the numbers.")
final class SkyPlotCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "FILE", description = "Sky map of any format.")
    Path file = Path.of("skymap");

    @Option(
            names = "--out",
            paramLabel = "PICTURE",
            description =
                    "Where to, by its ending .png, .svg or .pdf (default: FILE's name with .png, if that is free).")
    @Nullable
    Path out;

    @Mixin
    SkyInput input = new SkyInput();

    @Mixin
    SkyLevels levels = new SkyLevels();

    @Option(
            names = "--sky",
            description = "Projection of the whole sky: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    PictureOptions.Sky sky = PictureOptions.Sky.MOLLWEIDE;

    @Option(
            names = "--middle-ra",
            paramLabel = "DEG",
            description = "Right ascension in the middle of the whole sky (default: ${DEFAULT-VALUE}).")
    double middleRa = 180;

    @Option(
            names = "--zoom",
            description = "Projection of the zoom: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    PictureOptions.Zoom zoom = PictureOptions.Zoom.EQUAL_AREA;

    @Option(
            names = "--radius",
            paramLabel = "DEG",
            description = "Half width of the zoom (default: as the regions need).")
    double radius;

    @Option(
            names = "--max-ts",
            paramLabel = "TS",
            description = "-2 delta ln L at the dark end of the zoom's colours (default: ${DEFAULT-VALUE}).")
    double maxTs = 40;

    @Option(names = "--title", description = "Title (default: run and event).")
    @Nullable
    String title;

    @Option(
            names = "--catalogue",
            paramLabel = "CSV",
            description = "Sources to mark: lines of name,ra,dec in degrees.")
    @Nullable
    Path catalogue;

    @Option(names = "--output-mode", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    OutputMode outputMode = OutputMode.TEXT;

    SkyPlotCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        String name = String.valueOf(file.getFileName());
        Path target = out != null ? out : file.resolveSibling(name.replaceFirst("(\\.fits)?\\.[^.]+$", "") + ".png");
        if (out == null && Files.exists(target)) {
            throw new IllegalArgumentException(target + " exists already; --out says where else to draw");
        }
        SkymapPicture.Format format = format(target);
        PictureOptions options = new PictureOptions(
                sky,
                middleRa,
                zoom,
                radius,
                maxTs,
                java.util.Optional.ofNullable(title),
                catalogue == null ? Catalogue.empty() : Catalogue.read(catalogue));
        SkyFile.MapFile map = input.map(file);
        Contours contours = levels.contours(map);
        SkymapSummary summary = summary(map, contours);
        PictureOptions titled = titled(options, map);
        SkymapFiles.write(target, stream -> SkymapPicture.write(format, map.map(), contours, summary, titled, stream));
        SkyText.written(console.out(), outputMode, target);
        return 0;
    }

    /** The first two contours stand for 50 % and 90 % in the legend, or one for both. */
    private static SkymapSummary summary(SkyFile.MapFile map, Contours contours) {
        Contour first = contours.contours().getFirst();
        Contour second = contours.contours().get(Math.min(1, contours.contours().size() - 1));
        return SkymapSummary.of(map.map(), first, second);
    }

    /** A file that names no run is titled by its object, or by its name. */
    private PictureOptions titled(PictureOptions options, SkyFile.MapFile map) {
        EventMetadata event = map.map().result().event();
        boolean named = options.title().isPresent() || event.runId() != 0 || event.eventId() != 0;
        String name = String.valueOf(file.getFileName());
        return named ? options : options.withTitle(map.header().getOrDefault("OBJECT", name));
    }

    private static SkymapPicture.Format format(Path target) {
        String name = String.valueOf(target.getFileName()).toLowerCase(Locale.ROOT);
        for (SkymapPicture.Format format : SkymapPicture.Format.values()) {
            if (name.endsWith("." + format.name().toLowerCase(Locale.ROOT))) {
                return format;
            }
        }
        throw new IllegalArgumentException("--out " + target + " must end in .png, .svg or .pdf");
    }
}
