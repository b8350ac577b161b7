package org.ewms.skymap.internal.plot;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import javax.imageio.ImageIO;

/** A page as an SVG 1.1 document; rasters are embedded as PNG. Coordinates are rounded to hundredths of a pixel. */
final class SvgCanvas implements Canvas {
    private final StringBuilder out = new StringBuilder(1 << 20);
    private int clips;

    SvgCanvas(int width, int height, String title) {
        out.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\"")
                .append(" xmlns:xlink=\"http://www.w3.org/1999/xlink\" version=\"1.1\" viewBox=\"0 0 ")
                .append(width)
                .append(' ')
                .append(height)
                .append("\" width=\"")
                .append(width)
                .append("\" height=\"")
                .append(height)
                .append("\">\n<title>")
                .append(escaped(title))
                .append("</title>\n");
    }

    private static String escaped(String text) {
        return text.replaceAll("[\\x00-\\x1f]", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
    }

    /** The document, UTF-8. */
    byte[] document() {
        return (out + "</svg>\n").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void fill(Shape shape, Color color) {
        out.append("<path d=\"");
        path(shape);
        out.append("\"");
        paint("fill", color);
        out.append("/>\n");
    }

    @Override
    public void stroke(Shape shape, Color color, double width) {
        out.append("<path d=\"");
        path(shape);
        out.append("\" fill=\"none\" stroke-linecap=\"round\" stroke-linejoin=\"round\" stroke-width=\"");
        number(width);
        out.append('"');
        paint("stroke", color);
        out.append("/>\n");
    }

    private void paint(String what, Color color) {
        out.append(String.format(Locale.ROOT, " %s=\"#%06x\"", what, color.getRGB() & 0xffffff));
        if (color.getAlpha() < 255) {
            out.append(String.format(Locale.ROOT, " %s-opacity=\"%.3f\"", what, color.getAlpha() / 255.0));
        }
    }

    private void path(Shape shape) {
        double[] c = new double[6];
        for (PathIterator at = shape.getPathIterator(null); !at.isDone(); at.next()) {
            int kind = at.currentSegment(c);
            out.append("MLQCZ".charAt(kind));
            int numbers = kind == PathIterator.SEG_CLOSE ? 0 : 2 * Math.max(1, kind);
            for (int i = 0; i < numbers; i++) {
                out.append(i == 0 ? "" : " ");
                number(c[i]);
            }
        }
    }

    private void number(double value) {
        long hundredths = Math.round(value * 100);
        long size = Math.abs(hundredths);
        out.append(hundredths < 0 ? "-" : "").append(size / 100);
        if (size % 100 != 0) {
            out.append('.').append(size / 10 % 10).append(size % 10 == 0 ? "" : size % 10);
        }
    }

    @Override
    public void image(BufferedImage image, int x, int y, int width, int height) {
        var png = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", png);
        } catch (IOException e) {
            throw new UncheckedIOException("encoding a raster: " + e.getMessage(), e);
        }
        out.append(String.format(
                Locale.ROOT,
                "<image x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" preserveAspectRatio=\"none\" xlink:href=\"",
                x,
                y,
                width,
                height));
        out.append("data:image/png;base64,")
                .append(Base64.getEncoder().encodeToString(png.toByteArray()))
                .append("\"/>\n");
    }

    @Override
    public void within(Shape clip, Runnable drawing) {
        clips++;
        out.append("<clipPath id=\"inside").append(clips).append("\"><path d=\"");
        path(clip);
        out.append("\"/></clipPath>\n<g clip-path=\"url(#inside").append(clips).append(")\">\n");
        drawing.run();
        out.append("</g>\n");
    }

    @Override
    public int detail() {
        return 2;
    }
}
