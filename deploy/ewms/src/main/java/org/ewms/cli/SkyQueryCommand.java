package org.ewms.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.ewms.healpix.Healpix;
import org.ewms.skymap.Catalogue;
import org.ewms.skymap.Contour;
import org.ewms.skymap.Contours;
import org.ewms.skymap.LlhMap;
import org.ewms.skymap.SkyFile;
import org.ewms.skymap.SkyPosition;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ewms sky query}: what a map says about positions. */
@Command(
        name = "query",
        mixinStandardHelpOptions = true,
        description = "Tells at which level positions lie in a sky map, and what its pixel there holds.")
final class SkyQueryCommand implements Callable<Integer> {
    private static final double SQUARE_DEGREES = Math.pow(180 / Math.PI, 2);

    private final Console console;

    @Parameters(index = "0", paramLabel = "FILE", description = "Sky map or MOC of any format.")
    Path file = Path.of("skymap");

    @Option(names = "--ra", paramLabel = "DEG", description = "Right ascension, J2000.")
    @Nullable
    Double ra;

    @Option(names = "--dec", paramLabel = "DEG", description = "Declination, J2000.")
    @Nullable
    Double dec;

    @Option(
            names = "--catalogue",
            paramLabel = "CSV",
            description = "Positions instead: lines of name,ra,dec in degrees.")
    @Nullable
    Path catalogue;

    @Mixin
    SkyInput input = new SkyInput();

    @Mixin
    SkyLevels levels = new SkyLevels();

    @Option(names = "--output-mode", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    OutputMode outputMode = OutputMode.TEXT;

    SkyQueryCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<Catalogue.Source> sources = sources();
        switch (input.read(file)) {
            case SkyFile.MocFile moc -> sources.forEach(source -> inMoc(moc, source));
            case SkyFile.MapFile map -> {
                Contours contours = levels.contours(map);
                sources.forEach(source -> inMap(map, contours, source));
            }
        }
        return 0;
    }

    private List<Catalogue.Source> sources() {
        if (catalogue != null && ra == null && dec == null) {
            return Catalogue.read(catalogue).sources();
        }
        if (catalogue != null || ra == null || dec == null) {
            throw new IllegalArgumentException("give either --ra and --dec, or --catalogue");
        }
        return List.of(new Catalogue.Source("", new SkyPosition(ra, dec)));
    }

    private ObjectNode node(Catalogue.Source source) {
        ObjectNode node = Json.object();
        if (!source.name().isEmpty()) {
            node.put("name", source.name());
        }
        SkyText.position(node, source.position());
        return node;
    }

    private void inMoc(SkyFile.MocFile read, Catalogue.Source source) {
        SkyPosition at = source.position();
        boolean inside =
                read.moc().contains(Math.toRadians(90 - at.decDeg()), Math.toRadians(at.raDeg()) % (2 * Math.PI));
        if (outputMode == OutputMode.JSON) {
            console.out().println(Json.line(node(source).put("inside", inside)));
        } else {
            head(console.out(), source);
            console.out().println("region     " + (inside ? "inside" : "outside"));
        }
    }

    private static void head(PrintStream out, Catalogue.Source source) {
        String name = source.name().isEmpty() ? "" : "   " + source.name();
        out.println("position   " + SkyText.position(source.position()) + name);
    }

    private void inMap(SkyFile.MapFile read, Contours contours, Catalogue.Source source) {
        if (outputMode == OutputMode.JSON) {
            console.out().println(Json.line(json(read, contours, source)));
        } else {
            print(read, contours, source);
        }
    }

    private ObjectNode json(SkyFile.MapFile read, Contours contours, Catalogue.Source source) {
        LlhMap map = read.map();
        SkyPosition at = source.position();
        int cell = map.cellOf(at.vector());
        ObjectNode node = node(source);
        node.put("distance_deg", at.distanceDeg(contours.bestFit()));
        node.put("scanned", map.scanned(cell));
        node.put("nside", 1L << map.order(cell));
        node.put("nested", map.nested(cell));
        node.put("ring", Healpix.ofOrder(map.order(cell)).nest2ring(map.nested(cell)));
        Json.put(node, "pixel_ts", map.ts(cell));
        Json.put(node, "ts", map.scanned(cell) ? map.ts(at) : Double.NaN);
        Json.put(node, "wilks_level", map.scanned(cell) ? wilks(map.ts(at)) : Double.NaN);
        Json.put(node, "credible_level", map.scanned(cell) ? read.probability().containment(at) : Double.NaN);
        Json.put(node, "pixel_probability", read.probability().probability(cell));
        Json.put(node, "probability_per_deg2", read.probability().density(cell) / SQUARE_DEGREES);
        ArrayNode inside = node.putArray("inside");
        contours.contours().stream()
                .filter(contour -> contour.contains(at))
                .forEach(contour -> inside.add(contour.level().label()));
        return node;
    }

    private static double wilks(double ts) {
        return -Math.expm1(-Math.max(0, ts) / 2);
    }

    private void print(SkyFile.MapFile read, Contours contours, Catalogue.Source source) {
        PrintStream out = console.out();
        LlhMap map = read.map();
        SkyPosition at = source.position();
        int cell = map.cellOf(at.vector());
        head(out, source);
        out.printf(Locale.ROOT, "best fit   %.4f° away%n", at.distanceDeg(contours.bestFit()));
        out.printf(
                Locale.ROOT,
                "pixel      nside %d, RING %d, NESTED %d; −2ΔlnL %.4f; probability %.4g, %.4g per deg²%n",
                1L << map.order(cell),
                Healpix.ofOrder(map.order(cell)).nest2ring(map.nested(cell)),
                map.nested(cell),
                map.ts(cell),
                read.probability().probability(cell),
                read.probability().density(cell) / SQUARE_DEGREES);
        if (!map.scanned(cell)) {
            out.println("level      nothing was scanned here");
            return;
        }
        out.printf(
                Locale.ROOT,
                "level      −2ΔlnL %.4f above the best fit: %.4f %% by Wilks' theorem, %.4f %% credible%n",
                map.ts(at),
                100 * wilks(map.ts(at)),
                100 * read.probability().containment(at));
        for (Contour contour : contours.contours()) {
            out.printf(
                    "region     %s %s%n",
                    contour.contains(at) ? "inside " : "outside",
                    contour.level().label());
        }
    }
}
