package org.ewms.skymap.internal.surface;

import java.util.List;

/** Signed area of closed lines of great-circle pieces. */
final class SphericalArea {
    private SphericalArea() {}

    /**
     * Area to the left of all lines together, as the sum of signed triangles with one common corner (Eriksson 1990).
     *
     * @param corner any point of the sky
     * @param oppositeInside whether the point opposite to the corner is in the region: the sum is blind to that one point
     * @return steradians, 0 … 4π
     */
    static double of(List<double[][]> lines, double[] corner, boolean oppositeInside) {
        double sum = 0;
        for (double[][] line : lines) {
            sum += signed(line, corner);
        }
        return sum + (oppositeInside ? 4 * Math.PI : 0);
    }

    /** Signed area of one line as seen from a corner not opposite to it: positive when it runs counterclockwise round its inside. */
    static double signed(double[][] line, double[] corner) {
        double sum = 0;
        for (int i = 0; i < line.length; i++) {
            sum += triangle(corner, line[i], line[(i + 1) % line.length]);
        }
        return sum;
    }

    private static double triangle(double[] a, double[] b, double[] c) {
        double volume = Quadratic.dot(a, Quadratic.cross(b, c));
        double cosines = 1 + Quadratic.dot(a, b) + Quadratic.dot(b, c) + Quadratic.dot(c, a);
        return 2 * Math.atan2(volume, cosines);
    }
}
