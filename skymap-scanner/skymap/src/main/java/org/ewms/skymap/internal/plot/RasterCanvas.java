package org.ewms.skymap.internal.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.image.BufferedImage;

/** A page made of pixels. */
final class RasterCanvas implements Canvas {
    private final Graphics2D graphics;

    RasterCanvas(Graphics2D graphics) {
        this.graphics = graphics;
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    }

    @Override
    public void fill(Shape shape, Color color) {
        graphics.setColor(color);
        graphics.fill(shape);
    }

    @Override
    public void stroke(Shape shape, Color color, double width) {
        graphics.setColor(color);
        graphics.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        graphics.draw(shape);
    }

    @Override
    public void image(BufferedImage image, int x, int y, int width, int height) {
        graphics.drawImage(image, x, y, width, height, null);
    }

    @Override
    public void within(Shape clip, Runnable drawing) {
        Shape before = graphics.getClip();
        graphics.clip(clip);
        drawing.run();
        graphics.setClip(before);
    }

    @Override
    public int detail() {
        return 1;
    }
}
