package org.ewms.skymap.internal.plot;

/**
 * The whole sky in an ellipse, −2 … 2 by −1 … 1: a formula between it and longitude (−π … π, eastwards from the middle) and sine of the
 * latitude. East is to the right here; {@link AllSky} turns it.
 */
interface Oval {
    /** The point of a direction. */
    double[] plane(double longitude, double sinLatitude);

    /** Longitude and sine of the latitude of a point inside the ellipse. */
    double[] sphere(double x, double y);
}
