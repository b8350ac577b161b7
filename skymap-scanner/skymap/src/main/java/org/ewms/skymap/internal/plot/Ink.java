package org.ewms.skymap.internal.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;

/** What the panels draw with: filled and stroked shapes, text, rasters. Pixels, y downwards. */
final class Ink {
    static final Color TEXT = new Color(0x22, 0x26, 0x2b);
    static final Color FAINT = new Color(0x6b, 0x73, 0x7c);
    static final Color GRID = new Color(0x80, 0x80, 0x80, 150);

    private final Graphics2D graphics;
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

    Ink(Graphics2D graphics) {
        this.graphics = graphics;
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    void fill(Shape shape, Color color) {
        graphics.setColor(color);
        graphics.fill(shape);
    }

    void stroke(Shape shape, Color color, double width) {
        graphics.setColor(color);
        graphics.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(shape);
    }

    void line(double x1, double y1, double x2, double y2, Color color, double width) {
        stroke(new Line2D.Double(x1, y1, x2, y2), color, width);
    }

    void image(BufferedImage image, int x, int y) {
        graphics.drawImage(image, x, y, null);
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
        Shape before = graphics.getClip();
        graphics.clip(clip);
        drawing.run();
        graphics.setClip(before);
    }
}
