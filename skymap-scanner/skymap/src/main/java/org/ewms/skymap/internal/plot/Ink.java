package org.ewms.skymap.internal.plot;

import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;

/** What the panels draw with: filled and stroked shapes, text, rasters. Pixels, y downwards. */
final class Ink {
    static final Color TEXT = new Color(0x22, 0x26, 0x2b);
    static final Color FAINT = new Color(0x6b, 0x73, 0x7c);
    static final Color GRID = new Color(0x80, 0x80, 0x80, 150);

    private final Canvas canvas;
    private final Lettering lettering = new Lettering();

    /** Where a text's anchor is along its width. */
    enum Align {
        LEFT(0),
        CENTRE(0.5),
        RIGHT(1);

        private final double fraction;

        Align(double fraction) {
            this.fraction = fraction;
        }
    }

    Ink(Canvas canvas) {
        this.canvas = canvas;
    }

    void fill(Shape shape, Color color) {
        canvas.fill(shape, color);
    }

    void stroke(Shape shape, Color color, double width) {
        canvas.stroke(shape, color, width);
    }

    void line(double x1, double y1, double x2, double y2, Color color, double width) {
        stroke(new Line2D.Double(x1, y1, x2, y2), color, width);
    }

    void image(BufferedImage image, int x, int y, int width, int height) {
        canvas.image(image, x, y, width, height);
    }

    /** Raster pixels to make for one pixel of the page. */
    int detail() {
        return canvas.detail();
    }

    void text(String text, double size, double x, double y, Align align, Color color) {
        fill(lettering.outline(text, size, x - align.fraction * width(text, size), y), color);
    }

    /** Text with a light rim, to be read on any ground. */
    void textOnMap(String text, double size, double x, double y, Align align) {
        Shape outline = lettering.outline(text, size, x - align.fraction * width(text, size), y);
        stroke(outline, new Color(255, 255, 255, 215), size / 5);
        fill(outline, TEXT);
    }

    double width(String text, double size) {
        return lettering.width(text, size);
    }

    /** Runs something that may only touch the inside of a shape. */
    void within(Shape clip, Runnable drawing) {
        canvas.within(clip, drawing);
    }
}
