package org.ewms.skymap.internal.plot;

import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.GlyphData;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;

/** Text as outlines of Liberation Sans, which PDFBox brings along: the same shapes on every machine, with or without fonts installed. */
final class Lettering {
    private static final String RESOURCE = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private final TrueTypeFont font;
    private final CmapLookup glyphs;
    private final double unitsPerEm;

    Lettering() {
        try (InputStream in = TTFParser.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("PDFBox on the class path lacks " + RESOURCE);
            }
            this.font = new TTFParser(true).parseEmbedded(in);
            this.glyphs = font.getUnicodeCmapLookup();
            this.unitsPerEm = font.getUnitsPerEm();
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + RESOURCE + ": " + e.getMessage(), e);
        }
    }

    /** Width of a line of text at a size, both in pixels. */
    double width(String text, double size) {
        return text.codePoints().mapToDouble(this::advance).sum() * size / unitsPerEm;
    }

    private double advance(int character) {
        try {
            return font.getAdvanceWidth(glyphs.getGlyphId(character));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Outline of a line of text whose baseline starts at x, y. */
    Path2D outline(String text, double size, double x, double y) {
        var out = new Path2D.Double(Path2D.WIND_NON_ZERO);
        double scale = size / unitsPerEm;
        double at = x;
        for (int character : text.codePoints().toArray()) {
            try {
                GlyphData glyph = font.getGlyph().getGlyph(glyphs.getGlyphId(character));
                if (glyph != null && !Character.isWhitespace(character)) {
                    out.append(glyph.getPath().getPathIterator(new AffineTransform(scale, 0, 0, -scale, at, y)), false);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            at += advance(character) * scale;
        }
        return out;
    }
}
