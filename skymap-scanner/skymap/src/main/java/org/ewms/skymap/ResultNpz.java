package org.ewms.skymap;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipException;
import org.ewms.skymap.internal.npz.NpzParser;
import org.ewms.skymap.internal.npz.NpzPrinter;

/** The result of a scan as NumPy arrays, as skyreader's {@code to_npz} and {@code read_npz} have it. */
public final class ResultNpz {
    private ResultNpz() {}

    /** {@code STEM.npz}, see {@link ScanResult#fileStem}. */
    public static String fileName(ScanResult result) {
        return result.fileStem() + ".npz";
    }

    /**
     * Writes version 1; equal results give equal bytes. The stream is flushed, not closed.
     *
     * @throws UncheckedIOException when the stream does not take it
     */
    public static void write(ScanResult result, OutputStream out) {
        try {
            NpzPrinter.print(result, out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing the result npz: " + e.getMessage(), e);
        }
    }

    /**
     * Reads a file of version 0 or 1; without a header the event is unknown (all zero).
     *
     * @throws SkymapException when it is not such a file
     * @throws UncheckedIOException when it cannot be read
     */
    public static ScanResult read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return new NpzParser().parse(in);
        } catch (SkymapException e) {
            throw new SkymapException(file + ": " + e.getMessage(), e);
        } catch (ZipException | java.io.EOFException | IllegalArgumentException e) {
            throw new SkymapException(file + ": not a zip, or damaged: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file + ": " + e.getMessage(), e);
        }
    }
}
