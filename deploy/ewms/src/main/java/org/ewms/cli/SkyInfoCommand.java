package org.ewms.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.ewms.healpix.Moc;
import org.ewms.skymap.Contours;
import org.ewms.skymap.EventMetadata;
import org.ewms.skymap.LlhMap;
import org.ewms.skymap.SkyFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ewms sky info}: what a file holds. */
@Command(
        name = "info",
        mixinStandardHelpOptions = true,
        description = "Prints what a sky map holds: format, event, pixels, best fit, regions.")
final class SkyInfoCommand implements Callable<Integer> {
    private static final double SQUARE_DEGREES = Math.pow(180 / Math.PI, 2);

    private final Console console;

    @Parameters(index = "0", paramLabel = "FILE", description = "Sky map or MOC of any format.")
    Path file = Path.of("skymap");

    @Mixin
    SkyInput input = new SkyInput();

    @Mixin
    SkyLevels levels = new SkyLevels();

    @Option(names = "--header", description = "Also print the cards of a FITS file.")
    boolean header;

    @Option(names = "--output-mode", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    OutputMode outputMode = OutputMode.TEXT;

    SkyInfoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        switch (input.read(file)) {
            case SkyFile.MapFile map -> map(map);
            case SkyFile.MocFile moc -> moc(moc);
        }
        return 0;
    }

    private void moc(SkyFile.MocFile read) {
        Moc moc = read.moc();
        if (outputMode == OutputMode.JSON) {
            ObjectNode node = Json.object().put("format", read.format().key());
            node.put("order", moc.order()).put("cells", moc.toUniq().length);
            node.put("area_deg2", moc.area() * SQUARE_DEGREES).put("sky_fraction", moc.skyFraction());
            console.out().println(Json.line(node));
            return;
        }
        console.out().printf("format     %s%n", read.format().description());
        console.out()
                .printf(
                        Locale.ROOT,
                        "region     order %d, %d cells, %.5g deg², %.4g %% of the sky%n",
                        moc.order(),
                        moc.toUniq().length,
                        moc.area() * SQUARE_DEGREES,
                        100 * moc.skyFraction());
    }

    private void map(SkyFile.MapFile read) {
        Contours contours = levels.contours(read);
        if (outputMode == OutputMode.JSON) {
            console.out().println(Json.line(json(read, contours)));
            return;
        }
        PrintStream out = console.out();
        out.printf(
                "format     %s, %s%n",
                read.format().description(), read.quantity().name().toLowerCase(Locale.ROOT));
        EventMetadata event = read.map().result().event();
        if (event.runId() != 0 || event.eventId() != 0) {
            out.printf(
                    Locale.ROOT,
                    "event      run %d event %d, MJD %.8f%s%s%n",
                    event.runId(),
                    event.eventId(),
                    event.mjd(),
                    event.eventType().isEmpty() ? "" : ", " + event.eventType(),
                    event.realEvent() ? "" : ", SIMULATED");
        }
        out.printf(
                Locale.ROOT,
                "pixels     %s; %.4g %% of the sky%n",
                pixels(read.map()).toString().replaceAll("[{}]", "").replace("=", ": "),
                100 * scanned(read.map()));
        SkyText.bestFit(out, read.map().bestFit());
        SkyText.regions(out, contours);
        if (header) {
            new TreeMap<>(read.header()).forEach((key, value) -> out.printf("card       %-20s %s%n", key, value));
        }
    }

    private ObjectNode json(SkyFile.MapFile read, Contours contours) {
        ObjectNode node = Json.object().put("format", read.format().key());
        node.put("quantity", read.quantity().name().toLowerCase(Locale.ROOT));
        EventMetadata event = read.map().result().event();
        node.putObject("event")
                .put("run_id", event.runId())
                .put("event_id", event.eventId())
                .put("event_type", event.eventType())
                .put("mjd", event.mjd())
                .put("simulated", !event.realEvent());
        ObjectNode pixels = node.putObject("pixels");
        pixels(read.map()).forEach((nside, count) -> pixels.put(nside.toString(), count));
        node.put("sky_fraction", scanned(read.map()));
        SkyText.bestFit(node.putObject("best_fit"), read.map().bestFit());
        SkyText.regions(node.putArray("regions"), contours);
        if (header) {
            ObjectNode cards = node.putObject("header");
            for (Map.Entry<String, String> card : new TreeMap<>(read.header()).entrySet()) {
                cards.put(card.getKey(), card.getValue());
            }
        }
        return node;
    }

    private static SortedMap<Integer, Integer> pixels(LlhMap map) {
        SortedMap<Integer, Integer> out = new TreeMap<>();
        map.result().tables().forEach((nside, table) -> out.put(nside, table.size()));
        return out;
    }

    private static double scanned(LlhMap map) {
        double out = 0;
        for (int i = 0; i < map.cells(); i++) {
            out += map.scanned(i) ? 1.0 / 12 / (1L << (2 * map.order(i))) : 0;
        }
        return out;
    }
}
