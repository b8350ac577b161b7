package org.ewms.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.ewms.healpix.Moc;
import org.ewms.skymap.ConfidenceLevel;
import org.ewms.skymap.Contours;
import org.ewms.skymap.FlatFits;
import org.ewms.skymap.FlatLayout;
import org.ewms.skymap.MapQuantity;
import org.ewms.skymap.MocFits;
import org.ewms.skymap.MultiOrderFits;
import org.ewms.skymap.ResultJson;
import org.ewms.skymap.ResultNpz;
import org.ewms.skymap.SkyFile;
import org.ewms.skymap.SkyFormat;
import org.ewms.skymap.SkymapException;
import org.ewms.skymap.SkymapFiles;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ewms sky convert}: from any format to any that can hold it. */
@Command(
        name = "convert",
        mixinStandardHelpOptions = true,
        description = "Writes a sky map in another format; a name that ends in .gz is gzipped.")
final class SkyConvertCommand implements Callable<Integer> {
    private static final int FINEST_FLAT_ORDER = 10;

    private final Console console;

    @Parameters(index = "0", paramLabel = "FILE", description = "Sky map or MOC of any format.")
    Path file = Path.of("skymap");

    @Parameters(index = "1", paramLabel = "OUT", description = "Where to.")
    Path out = Path.of("out");

    @Option(
            names = "--to",
            paramLabel = "FORMAT",
            description = {
                "json, npz, flat, partial, multiorder, moc, moc-ascii or moc-json (default: by the ending of OUT:",
                ".json, .npz, .multiorder.fits, .moc.fits, other .fits are flat, .txt is moc-ascii)."
            })
    @Nullable
    String to;

    @Mixin
    SkyInput input = new SkyInput();

    @Option(
            names = "--quantity",
            description = "What a FITS map shall hold: ${COMPLETION-CANDIDATES} (default: as FILE).")
    SkyInput.@Nullable Values quantity;

    @Option(
            names = "--nside",
            paramLabel = "N",
            description = "Of a flat map (default: of the finest pixels, at most 1024).")
    int nside;

    @Option(names = "--nested", description = "Number the pixels of a flat map NESTED, not RING.")
    boolean nested;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            description = "Region of a MOC: 90, 3sigma, 90=64.2 (default: ${DEFAULT-VALUE}).")
    String level = "90";

    @Option(names = "--credible", description = "Region of a MOC by probability; always so for maps of probability.")
    boolean credible;

    @Mixin
    SkyCells cells = new SkyCells();

    @Option(names = "--output-mode", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    OutputMode outputMode = OutputMode.TEXT;

    SkyConvertCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        SkyFormat format = format();
        switch (input.read(file)) {
            case SkyFile.MocFile moc -> write(format, moc.moc());
            case SkyFile.MapFile map -> write(format, map);
        }
        SkyText.written(console.out(), outputMode, out);
        return 0;
    }

    private SkyFormat format() {
        String name = String.valueOf(out.getFileName()).toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
        String key = to != null ? to.toLowerCase(Locale.ROOT) : keyOf(name);
        return Arrays.stream(SkyFormat.values())
                .filter(format -> format.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("--to is \"" + key + "\", not one of "
                        + Arrays.stream(SkyFormat.values()).map(SkyFormat::key).collect(Collectors.joining(", "))));
    }

    private static String keyOf(String name) {
        List<List<String>> endings = List.of(
                List.of(".json", "json"),
                List.of(".npz", "npz"),
                List.of(".multiorder.fits", "multiorder"),
                List.of(".moc.fits", "moc"),
                List.of(".fits", "flat"),
                List.of(".txt", "moc-ascii"));
        for (List<String> ending : endings) {
            if (name.endsWith(ending.get(0))) {
                return ending.get(1);
            }
        }
        throw new IllegalArgumentException("the ending of " + name + " says no format; give one with --to");
    }

    private void write(SkyFormat format, Moc moc) {
        MocFits.Version version = cells.version();
        switch (format) {
            case MOC_FITS -> SkymapFiles.write(out, stream -> MocFits.write(moc, version, stream));
            case MOC_ASCII -> text(moc.toAscii());
            case MOC_JSON -> text(moc.toJson());
            default ->
                throw new SkymapException(file + ": a MOC has no values to make a " + format.description() + " of");
        }
    }

    private void text(String text) {
        SkymapFiles.write(out, stream -> write(stream, text + "\n"));
    }

    private static void write(OutputStream stream, String text) {
        try {
            stream.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(SkyFormat format, SkyFile.MapFile map) {
        switch (format) {
            case RESULT_JSON, RESULT_NPZ -> result(format, map);
            case FLAT_FITS, PARTIAL_FITS -> flat(format == SkyFormat.PARTIAL_FITS, map);
            case MULTI_ORDER_FITS -> {
                var summary = SkyLevels.summary(map);
                SkymapFiles.write(
                        out,
                        stream -> MultiOrderFits.write(map.map(), map.probability(), summary, quantity(map), stream));
            }
            case MOC_FITS, MOC_ASCII, MOC_JSON ->
                write(format, cells.of(region(map).contours().getFirst()));
        }
    }

    private void result(SkyFormat format, SkyFile.MapFile map) {
        if (!map.hasReconstructions()) {
            throw new SkymapException(file + ": a " + map.format().description()
                    + " lacks the vertex and energies of each pixel, which a " + format.description() + " needs");
        }
        SkymapFiles.write(out, stream -> {
            if (format == SkyFormat.RESULT_JSON) {
                ResultJson.write(map.map().result(), stream);
            } else {
                ResultNpz.write(map.map().result(), stream);
            }
        });
    }

    private void flat(boolean partial, SkyFile.MapFile map) {
        int chosen = nside > 0 ? nside : 1 << Math.min(map.map().finestOrder(), FINEST_FLAT_ORDER);
        var scheme = nested ? FlatLayout.Scheme.NESTED : FlatLayout.Scheme.RING;
        var layout = new FlatLayout(quantity(map), chosen, scheme, partial);
        var summary = SkyLevels.summary(map);
        SkymapFiles.write(out, stream -> FlatFits.write(map.map(), map.probability(), summary, layout, stream));
    }

    private MapQuantity quantity(SkyFile.MapFile map) {
        return quantity == null ? map.quantity() : quantity.quantity();
    }

    private Contours region(SkyFile.MapFile map) {
        SkyLevels levels = new SkyLevels();
        levels.levels = level;
        levels.credible = credible;
        List<ConfidenceLevel> one = levels.levels(map);
        if (one.size() != 1) {
            throw new IllegalArgumentException("--level: a MOC is of one region, not of \"" + level + "\"");
        }
        return Contours.of(map.map(), one);
    }
}
