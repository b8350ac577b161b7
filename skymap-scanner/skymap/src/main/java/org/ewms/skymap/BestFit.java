package org.ewms.skymap;

/**
 * Where the event came from: the smallest evaluated pixel and the minimum of a quadratic fitted through the pixels around it.
 *
 * @param position fitted minimum
 * @param llh −ln L at the fitted minimum
 * @param sigmaMajorDeg larger half axis of the fitted 1σ ellipse (−2ΔlnL = 1), degrees; NaN when the surface has no curvature there
 * @param sigmaMinorDeg smaller half axis, degrees
 * @param positionAngleDeg direction of the larger half axis, from north to east, 0 … 180 degrees
 * @param fittedPixels pixels the fit rests on; 1 when it could not be made and the smallest pixel's centre is given
 * @param noiseTs rms scatter of −2ΔlnL about the fit: what the minimiser's imperfection amounts to
 * @param pixelNside nside of the smallest pixel
 * @param pixel RING index of the smallest pixel
 * @param pixelLlh its −ln L
 * @param pixelCentre its centre
 */
public record BestFit(
        SkyPosition position,
        double llh,
        double sigmaMajorDeg,
        double sigmaMinorDeg,
        double positionAngleDeg,
        int fittedPixels,
        double noiseTs,
        int pixelNside,
        long pixel,
        double pixelLlh,
        SkyPosition pixelCentre) {}
