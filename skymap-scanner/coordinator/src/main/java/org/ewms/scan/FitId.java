package org.ewms.scan;

/**
 * Identity of one fit within a scan.
 *
 * @param nside power of two
 * @param pixel RING index, J2000
 * @param variation which of the pixel's seeds
 */
public record FitId(int nside, long pixel, int variation) {
    @Override
    public String toString() {
        return nside + "/" + pixel + "/" + variation;
    }
}
