package org.ewms.skymap.internal.surface;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ewms.healpix.Healpix;

/**
 * TS as a continuous function of the direction: each evaluated pixel has a quadratic through itself and its eight neighbours at its own
 * order, and the four quadratics around a point are blended. Values above a knee grow like a square root, so that steep surroundings do
 * not bend the fit where it matters. A NaN pixel is passed over; a missing neighbour is taken from the coarser pixel it lies in.
 *
 * <p>Not thread-safe: fits are kept.
 */
final class Surface {
    /** TS where nothing is known: well above everything of interest. */
    static final double NOWHERE = 1e9;

    private static final double INHERITED_WEIGHT = 0.3;
    private static final int WIDEST_STENCIL = 3;
    private static final int MOST_KEPT = 100_000;
    private static final double QUIET = 6;

    private final Samples samples;
    private final double offset;
    private final double knee;
    private final double noise;
    private final List<Map<Long, Quadratic>> fits = new ArrayList<>();
    private final long[] around = new long[8];

    /**
     * @param offset TS that becomes zero
     * @param knee TS above which values are squashed
     * @param noise rms scatter of single values, 0 when they are exact
     */
    Surface(Samples samples, double offset, double knee, double noise) {
        this.samples = samples;
        this.offset = offset;
        this.knee = knee;
        this.noise = noise;
        for (int i = 0; i < samples.levels(); i++) {
            fits.add(new HashMap<>());
        }
    }

    private double squash(double t) {
        return t <= knee ? t : 2 * Math.sqrt(knee * t) - knee;
    }

    private double unsquash(double s) {
        double root = (s + knee) / 2;
        return s <= knee ? s : root * root / knee;
    }

    /** TS above the offset at a direction; {@link #NOWHERE} outside the scanned part of the sky. */
    double at(double[] p) {
        FacePlane.Point point = FacePlane.locate(p);
        for (int level = samples.levels() - 1; level >= 0; level--) {
            if (samples.find(level, FacePlane.pixel(samples.order(level), point)) >= 0) {
                return unsquash(blend(level, point, p));
            }
        }
        return NOWHERE;
    }

    /** TS above the offset of one evaluated pixel's own quadratic, anywhere in that pixel. */
    double ofPixel(Quadratic fit, double[] p) {
        return unsquash(fit.bounded(p));
    }

    private double blend(int level, FacePlane.Point point, double[] p) {
        int order = samples.order(level);
        long nside = 1L << order;
        long x = FacePlane.cell(point.u(), nside);
        long y = FacePlane.cell(point.v(), nside);
        double dx = point.u() * nside - x - 0.5;
        double dy = point.v() * nside - y - 0.5;
        double wx = smooth(Math.min(Math.abs(dx), 0.5));
        double wy = smooth(Math.min(Math.abs(dy), 0.5));
        long own = FacePlane.nest(order, point.face(), x, y);
        Healpix.ofOrder(order).neighboursNest(own, around, 0);
        // SW W NW N NE E SE S: x grows to the NE, y to the NW.
        long besideX = dx > 0 ? around[4] : around[0];
        long besideY = dy > 0 ? around[2] : around[6];
        long across = dx > 0 ? (dy > 0 ? around[3] : around[5]) : (dy > 0 ? around[1] : around[7]);
        double[] sums = new double[2];
        collect(level, own, (1 - wx) * (1 - wy), p, sums);
        collect(level, besideX, wx * (1 - wy), p, sums);
        collect(level, besideY, (1 - wx) * wy, p, sums);
        collect(level, across, wx * wy, p, sums);
        return sums[0] / sums[1];
    }

    private void collect(int level, long pixel, double weight, double[] p, double[] sums) {
        if (weight > 0 && pixel >= 0 && samples.find(level, pixel) >= 0) {
            sums[0] += weight * fit(level, pixel).bounded(p);
            sums[1] += weight;
        }
    }

    private static double smooth(double t) {
        return t * t * (3 - 2 * t);
    }

    /** The quadratic of an evaluated pixel. */
    Quadratic fit(int level, long pixel) {
        Quadratic known = fits.get(level).get(pixel);
        if (known == null) {
            known = newFit(level, pixel);
            if (fits.get(level).size() >= MOST_KEPT) {
                fits.get(level).clear();
            }
            fits.get(level).put(pixel, known);
        }
        return known;
    }

    /** As {@link #fit}, not kept: for a pass over a whole map. */
    Quadratic newFit(int level, long pixel) {
        Quadratic fit = fitWithin(level, pixel, 1);
        // Where the surface rises less than its noise over the stencil, a larger one knows better and loses nothing.
        for (int reach = 2; reach <= WIDEST_STENCIL && variation(fit, reach - 1) < QUIET * noise; reach++) {
            fit = fitWithin(level, pixel, reach);
        }
        return fit;
    }

    private static double variation(Quadratic fit, int reach) {
        double[] c = fit.coefficients();
        return reach * Math.hypot(c[1], c[2]) + reach * reach * (Math.abs(c[3]) + Math.abs(c[4]) + Math.abs(c[5]));
    }

    private Quadratic fitWithin(int level, long pixel, int reach) {
        int order = samples.order(level);
        var fit = new Quadratic(FacePlane.centre(order, pixel), pixelSize(order));
        for (long member : Neighbourhood.of(order, pixel, reach)) {
            include(fit, level, member);
        }
        if (fit.empty()) {
            double[] centre = FacePlane.centre(order, pixel);
            double coarse = inherited(level, pixel, centre, true);
            fit.add(centre, Double.isNaN(coarse) ? squash(NOWHERE) : coarse, 1);
        }
        return fit.solve();
    }

    /** TS of a pixel and its neighbours at its order, NaN where not evaluated. */
    double[] stencil(int level, long pixel) {
        long[] neighbours = new long[8];
        Healpix.ofOrder(samples.order(level)).neighboursNest(pixel, neighbours, 0);
        double[] out = new double[9];
        for (int i = 0; i < 9; i++) {
            long at = i < 8 ? neighbours[i] : pixel;
            int index = at < 0 ? -1 : samples.find(level, at);
            out[i] = index < 0 ? Double.NaN : samples.ts(level, index);
        }
        return out;
    }

    private void include(Quadratic fit, int level, long pixel) {
        int at = samples.find(level, pixel);
        double[] p = FacePlane.centre(samples.order(level), pixel);
        double value = at >= 0 ? squash(samples.ts(level, at) - offset) : inherited(level, pixel, p, false);
        if (!Double.isNaN(value)) {
            fit.add(p, value, at >= 0 ? 1 : INHERITED_WEIGHT);
        }
    }

    /**
     * The value of the coarser pixel a pixel lies in.
     *
     * @param beyondFailed whether to go on to a still coarser one where that pixel's fit failed
     */
    private double inherited(int level, long pixel, double[] p, boolean beyondFailed) {
        for (int coarser = level - 1; coarser >= 0; coarser--) {
            long parent = pixel >>> (2 * (samples.order(level) - samples.order(coarser)));
            int at = samples.find(coarser, parent);
            boolean failed = at >= 0 && Double.isNaN(samples.ts(coarser, at));
            if (at >= 0 && !failed) {
                return fit(coarser, parent).bounded(p);
            }
            if (failed && !beyondFailed) {
                return Double.NaN;
            }
        }
        return Double.NaN;
    }

    /** Side of a square as large as a pixel, radians. */
    static double pixelSize(int order) {
        return Math.sqrt(Math.PI / 3) / (1L << order);
    }
}
