package org.ewms.scan.internal;

import java.util.List;
import java.util.function.LongConsumer;
import org.ewms.healpix.Healpix;
import org.ewms.healpix.PixelRanges;

/** The levels of a scan as HEALPix grids, and how a pixel of one lies in another. RING numbering throughout. */
public final class SkyGrid {
    private final List<Healpix> levels;

    public SkyGrid(List<Integer> nsides) {
        levels = nsides.stream().map(Healpix::ofNside).toList();
    }

    public int levels() {
        return levels.size();
    }

    public int nside(int level) {
        return (int) levels.get(level).nside();
    }

    public int levelOf(int nside) {
        for (int i = 0; i < levels.size(); i++) {
            if (levels.get(i).nside() == nside) {
                return i;
            }
        }
        return -1;
    }

    long npix(int level) {
        return levels.get(level).npix();
    }

    double pixelArea(int level) {
        return levels.get(level).pixelArea();
    }

    /** The pixel of a coarser level around a pixel of a finer one. */
    public long ancestor(int fine, long pixel, int coarse) {
        Healpix grid = levels.get(fine);
        int shift = 2 * (levels.get(fine).order() - levels.get(coarse).order());
        return levels.get(coarse).nest2ring(grid.ring2nest(pixel) >> shift);
    }

    /** All pixels of a finer level inside a pixel of a coarser one. */
    void descendants(int coarse, long pixel, int fine, LongConsumer out) {
        int shift = 2 * (levels.get(fine).order() - levels.get(coarse).order());
        long first = levels.get(coarse).ring2nest(pixel) << shift;
        for (long nest = first; nest < first + (1L << shift); nest++) {
            out.accept(levels.get(fine).nest2ring(nest));
        }
    }

    /** The 8 (rarely 7) neighbours; −1 where there is none. */
    void neighbours(int level, long pixel, long[] out) {
        levels.get(level).neighboursRing(pixel, out, 0);
    }

    /** Pixels of a level whose centre is closer than radius to the centre of a pixel of any level. */
    void disc(int level, int centreLevel, long centrePixel, double radius, LongConsumer out) {
        double[] angles = new double[2];
        levels.get(centreLevel).pix2angRing(centrePixel, angles, 0);
        PixelRanges ranges = new PixelRanges();
        levels.get(level).queryDiscRing(angles[0], angles[1], radius, ranges);
        ranges.forEach(out);
    }

    long pixelAt(int level, double ra, double dec) {
        return levels.get(level).ang2pixRing(Math.PI / 2 - dec, ra);
    }
}
