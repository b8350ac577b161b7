package org.ewms.skymap.internal.plot;

/** Aitoff: the equidistant azimuthal projection of half the longitude, drawn twice as wide. */
final class Aitoff implements Oval {
    @Override
    public double[] plane(double longitude, double sinLatitude) {
        double cos = Math.sqrt(1 - sinLatitude * sinLatitude);
        double across = cos * Math.sin(longitude / 2);
        double distance = Math.atan2(Math.hypot(across, sinLatitude), cos * Math.cos(longitude / 2));
        double stretch = distance < 1e-12 ? 1 : distance / Math.sin(distance);
        return new double[] {2 * across * stretch / (Math.PI / 2), sinLatitude * stretch / (Math.PI / 2)};
    }

    @Override
    public double[] sphere(double x, double y) {
        double across = x / 2 * (Math.PI / 2);
        double up = y * (Math.PI / 2);
        double distance = Math.hypot(across, up);
        double shrink = distance < 1e-12 ? 1 : Math.sin(distance) / distance;
        return new double[] {2 * Math.atan2(shrink * across, Math.cos(distance)), shrink * up};
    }
}
