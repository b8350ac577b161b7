package org.ewms.skymap.internal.plot;

import java.awt.Shape;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** A projection put somewhere on the page: rasters and lines given in directions on the sky. */
final class Chart {
    private static final double FINEST_STEP = Math.toRadians(0.5);

    private final Projection projection;
    private final double centreX;
    private final double centreY;
    private final double unit;

    /** @param unit pixels per unit of the projection */
    Chart(Projection projection, double centreX, double centreY, double unit) {
        this.projection = projection;
        this.centreX = centreX;
        this.centreY = centreY;
        this.unit = unit;
    }

    /** Place of a direction, or null when it is not on the map. */
    double @Nullable [] place(double[] direction) {
        double[] p = projection.plane(direction);
        return p == null ? null : new double[] {centreX + unit * p[0], centreY - unit * p[1]};
    }

    /** Direction of a place on the page, or null outside the map. */
    double @Nullable [] direction(double x, double y) {
        return projection.direction((x - centreX) / unit, (centreY - y) / unit);
    }

    /**
     * Colours every pixel of a rectangle of the page by its direction; those outside the map stay clear.
     *
     * @param detail raster pixels along the side of a pixel of the page
     */
    BufferedImage raster(int left, int top, int width, int height, int detail, ToIntFunction<double[]> colour) {
        var image = new BufferedImage(width * detail, height * detail, BufferedImage.TYPE_INT_ARGB);
        for (int j = 0; j < height * detail; j++) {
            for (int i = 0; i < width * detail; i++) {
                double[] direction = direction(left + (i + 0.5) / detail, top + (j + 0.5) / detail);
                if (direction != null) {
                    image.setRGB(i, j, colour.applyAsInt(direction));
                }
            }
        }
        return image;
    }

    /** A line through points of the sky: lifted where it leaves the map, led to the border where it goes on at the other side. */
    Shape line(double[][] directions, boolean closed) {
        var path = new Path2D.Double();
        double[] before = null;
        int count = directions.length + (closed ? 1 : 0);
        for (int i = 0; i < count; i++) {
            double[] direction = directions[i % directions.length];
            double[] at = place(direction);
            double[][] seam = before == null || at == null ? null : projection.seam(before, direction);
            if (seam != null) {
                path.lineTo(centreX + unit * seam[0][0], centreY - unit * seam[0][1]);
                path.moveTo(centreX + unit * seam[1][0], centreY - unit * seam[1][1]);
            }
            if (at != null && before == null) {
                path.moveTo(at[0], at[1]);
            } else if (at != null) {
                path.lineTo(at[0], at[1]);
            }
            before = at == null ? null : direction;
        }
        return path;
    }

    /** Part of a meridian, degrees. */
    Shape meridian(double ra, double fromDec, double toDec) {
        int n = steps(toDec - fromDec);
        double[][] points = new double[n + 1][];
        for (int i = 0; i <= n; i++) {
            points[i] = vector(ra, fromDec + (toDec - fromDec) * i / n);
        }
        return line(points, false);
    }

    /** Part of a parallel, degrees. */
    Shape parallel(double dec, double fromRa, double toRa) {
        int n = steps(toRa - fromRa);
        double[][] points = new double[n + 1][];
        for (int i = 0; i <= n; i++) {
            points[i] = vector(fromRa + (toRa - fromRa) * i / n, dec);
        }
        return line(points, false);
    }

    private static int steps(double degrees) {
        return Math.max(40, (int) Math.ceil(Math.toRadians(Math.abs(degrees)) / FINEST_STEP));
    }

    /** Unit vector of a position in degrees. */
    static double[] vector(double ra, double dec) {
        double phi = Math.toRadians(ra);
        double delta = Math.toRadians(dec);
        return new double[] {Math.cos(delta) * Math.cos(phi), Math.cos(delta) * Math.sin(phi), Math.sin(delta)};
    }
}
