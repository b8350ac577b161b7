package org.ewms.skymap;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.ewms.skymap.internal.plot.Poster;
import org.ewms.skymap.internal.plot.Sheet;

/**
 * A scan as a picture in the conventions of the field: the whole sky (right ascension in hours growing to the left, 30°
 * graticule), the surroundings of the best fit (−2ΔlnL from 0 to 40) with 50 % in black, 90 % in red and 3σ in green, and the numbers.
 * Needs no display and no fonts of the system.
 */
public final class SkymapPicture {
    static {
        // Without this a DISPLAY in the environment makes the JDK look for X11 libraries that a server does not have.
        if (System.getProperty("java.awt.headless") == null) {
            System.setProperty("java.awt.headless", "true");
        }
        ImageIO.setUseCache(false);
    }

    private SkymapPicture() {}

    /** {@code STEM.png}. */
    public static String fileName(ScanResult result) {
        return result.fileStem() + ".png";
    }

    /** File formats of pictures. */
    public enum Format {
        /** 1600 by 1720 pixels. */
        PNG,
        /** Lines and letters as paths, the maps' colours as rasters of twice the resolution. */
        SVG,
        /** One page as wide as A4, made like the SVG. */
        PDF
    }

    /**
     * Writes a PNG as {@link PictureOptions#defaults} say; equal maps give equal bytes. The stream is flushed, not closed.
     *
     * @throws UncheckedIOException when the stream does not take it
     */
    public static void writePng(LlhMap map, Contours contours, SkymapSummary summary, OutputStream out) {
        write(Format.PNG, map, contours, summary, PictureOptions.defaults(), out);
    }

    /**
     * Writes a picture; equal maps and options give equal bytes. The stream is flushed, not closed.
     *
     * @param contours at most six are told apart by colour
     * @throws UncheckedIOException when the stream does not take it
     */
    public static void write(
            Format format,
            LlhMap map,
            Contours contours,
            SkymapSummary summary,
            PictureOptions options,
            OutputStream out) {
        var sheet = new Sheet(map, contours, summary, options);
        try {
            switch (format) {
                case PNG -> png(sheet, out);
                case SVG -> out.write(Poster.svg(sheet));
                case PDF -> Poster.pdf(sheet, out);
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("writing the picture: " + e.getMessage(), e);
        }
    }

    private static void png(Sheet sheet, OutputStream out) throws IOException {
        try (var sink = new MemoryCacheImageOutputStream(out)) {
            if (!ImageIO.write(Poster.raster(sheet), "png", sink)) {
                throw new IOException("this Java has no PNG writer");
            }
        }
    }
}
