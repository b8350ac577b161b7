package org.ewms.skymap.internal.plot;

import java.awt.Color;
import java.awt.Shape;
import java.awt.image.BufferedImage;

/** A page: shapes and rasters put on it one over the other. Lengths in pixels of the page, y downwards. */
interface Canvas {
    void fill(Shape shape, Color color);

    /** @param width of the line, whose ends and corners are round */
    void stroke(Shape shape, Color color, double width);

    /** Puts a raster on the page, stretched to a size. */
    void image(BufferedImage image, int x, int y, int width, int height);

    /** Runs something that may only touch the inside of a shape. */
    void within(Shape clip, Runnable drawing);

    /** Raster pixels that pay for one pixel of the page: more where the page may be looked at closely. */
    int detail();
}
