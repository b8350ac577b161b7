package org.ewms.scan;

import java.util.Optional;

/**
 * A pixel to reconstruct.
 *
 * @param nside power of two
 * @param pixel RING index, J2000
 * @param pending bit v is set while variation v has no accepted fit
 * @param seed where the fits start: the fit of the coarser pixel around this one; empty for the event's own seed vertex
 */
public record PixelTask(int nside, long pixel, int pending, Optional<Seed> seed) {
    /**
     * A vertex to start from.
     *
     * @param x IceCube frame, m
     * @param y IceCube frame, m
     * @param z IceCube frame, m
     * @param t ns
     * @param energy GeV, or NaN
     */
    public record Seed(double x, double y, double z, double t, double energy) {}
}
