package org.ewms.skymap.internal.plot;

/** Hammer: the equal-area azimuthal projection of half the longitude, drawn twice as wide; equal-area. */
final class Hammer implements Oval {
    @Override
    public double[] plane(double longitude, double sinLatitude) {
        double cos = Math.sqrt(1 - sinLatitude * sinLatitude);
        double root = Math.sqrt(1 + cos * Math.cos(longitude / 2));
        return new double[] {2 * cos * Math.sin(longitude / 2) / root, sinLatitude / root};
    }

    @Override
    public double[] sphere(double x, double y) {
        // 1 − r²/2 is the cosine of the distance from the middle, cos² its half angle.
        double cos2 = 1 - (x * x / 4 + y * y) / 2;
        double root = Math.sqrt(2 * cos2);
        return new double[] {2 * Math.atan2(root * x / 2, 2 * cos2 - 1), root * y};
    }
}
