package org.ewms.skymap;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.ewms.skymap.internal.files.FileBatch;

/** Writes everything a finished scan leaves behind. */
public final class SkymapFiles {
    private static final int FINEST_FLAT_ORDER = 10;

    private SkymapFiles() {}

    /**
     * What was written, and what it says.
     *
     * @param resultJson for skyreader
     * @param flatFits HEALPix map of one nside, gzipped
     * @param multiOrderFits UNIQ and PROBDENSITY
     * @param png whole sky and zoom; empty when not asked for
     */
    public record Written(
            Path resultJson, Path flatFits, Path multiOrderFits, Optional<Path> png, SkymapSummary summary) {}

    /** Best fit, areas and counts of a result, without writing anything. */
    public static SkymapSummary summarise(ScanResult result, SkymapOptions options) {
        LlhMap map = LlhMap.of(result);
        Contours contours = Contours.of(map, options.levels().subList(0, 2));
        return summary(map, contours);
    }

    private static SkymapSummary summary(LlhMap map, Contours contours) {
        return SkymapSummary.of(
                map, contours.contours().get(0), contours.contours().get(1));
    }

    /**
     * Writes result JSON, flat FITS, multi-order FITS and picture into a directory, which is created if need be. The files appear under
     * their names only when all are complete; older ones of the same name are replaced. Equal results and options give equal bytes.
     *
     * @throws SkymapException when the result has no pixel with a likelihood: then nothing is written
     * @throws java.io.UncheckedIOException when the directory cannot be written to: then nothing is left behind
     */
    public static Written writeAll(ScanResult result, Path directory, SkymapOptions options) {
        LlhMap map = LlhMap.of(result);
        Contours contours = Contours.of(map, options.levels());
        SkymapSummary summary = summary(map, contours);
        ProbabilityMap probability = ProbabilityMap.of(map);
        int nside = options.flatNside() > 0 ? options.flatNside() : 1 << Math.min(map.finestOrder(), FINEST_FLAT_ORDER);
        try (var batch = new FileBatch(directory)) {
            Path json = batch.add(ResultJson.fileName(result), out -> ResultJson.write(result, out));
            Path flat = batch.add(FlatFits.fileName(result), out -> {
                var gzip = new GZIPOutputStream(out, 1 << 16);
                FlatFits.write(map, probability, summary, FlatLayout.full(options.flatQuantity(), nside), gzip);
                gzip.finish();
            });
            Path multiOrder = batch.add(
                    MultiOrderFits.fileName(result), out -> MultiOrderFits.write(map, probability, summary, out));
            Optional<Path> png = options.picture()
                    ? Optional.of(batch.add(
                            SkymapPicture.fileName(result), out -> SkymapPicture.writePng(map, contours, summary, out)))
                    : Optional.empty();
            batch.commit();
            return new Written(json, flat, multiOrder, png, summary);
        }
    }

    /**
     * Writes one file that appears under its name only when complete, replacing an older one; gzipped when the name ends in {@code .gz}.
     *
     * @throws java.io.UncheckedIOException when it cannot be written: then nothing is left behind
     */
    public static void write(Path file, Consumer<OutputStream> content) {
        Path whole = file.toAbsolutePath();
        String name = String.valueOf(whole.getFileName());
        try (var batch = new FileBatch(java.util.Objects.requireNonNullElse(whole.getParent(), whole))) {
            batch.add(name, out -> {
                if (name.endsWith(".gz")) {
                    var gzip = new GZIPOutputStream(out, 1 << 16);
                    content.accept(gzip);
                    gzip.finish();
                } else {
                    content.accept(out);
                }
            });
            batch.commit();
        }
    }
}
