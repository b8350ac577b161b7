package org.ewms.skymap;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.ewms.skymap.internal.json.ResultParser;
import org.ewms.skymap.internal.json.ResultPrinter;

/**
 * The result file of Skymap Scanner: one object per nside with columns, metadata and rows, which skyreader loads as it is.
 *
 * <p>Written in version 1 (index, llh, E_in, E_tot, X, Y, Z, T), one row per line, a NaN as {@code "<skyreader.nan>"}; equal results
 * give equal bytes. Read in versions 0 and 1; columns that version 0 does not have become NaN.
 */
public final class ResultJson {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxStringLength(10_000)
                    .maxNumberLength(100)
                    .build())
            .build();

    private ResultJson() {}

    /** {@code STEM.json}, see {@link ScanResult#fileStem}. */
    public static String fileName(ScanResult result) {
        return result.fileStem() + ".json";
    }

    /**
     * Writes the document as UTF-8. The stream is flushed, not closed. An infinite number, which JSON cannot hold, is written as NaN.
     *
     * @throws UncheckedIOException when the stream does not take it
     */
    public static void write(ScanResult result, OutputStream out) {
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            new ResultPrinter(json).print(result);
        } catch (IOException e) {
            throw new UncheckedIOException("writing the result JSON: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a result file.
     *
     * @throws SkymapException when it is not such a file; the message names the nside, row and field
     * @throws UncheckedIOException when the file cannot be read
     */
    public static ScanResult read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in);
        } catch (SkymapException e) {
            throw new SkymapException(file + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file + ": " + e.getMessage(), e);
        }
    }

    /** As {@link #read(Path)}, from a stream, which is read to its end. */
    public static ScanResult read(InputStream in) {
        try (var parser = JSON.createParser(in)) {
            return new ResultParser(parser).parse();
        } catch (JsonProcessingException e) {
            throw new SkymapException(
                    "not a scan result: " + e.getOriginalMessage() + " at line "
                            + e.getLocation().getLineNr(),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading the result JSON: " + e.getMessage(), e);
        }
    }
}
