package org.ewms.healpix.internal;

/**
 * Weights of the four cells around a direction: two on the ring above, two on the ring below, linear in phi
 * along a ring and in theta between the rings. Beyond the first and last ring the pole takes the mean of its
 * four cells.
 */
public final class Interpolation {
    private Interpolation() {}

    /** Writes four RING numbers and four weights that add up to 1. */
    public static void ring(Grid g, double theta, double phi, long[] pix, int p, double[] weight, int w) {
        long above = Math.min(Discs.ringAbove(g, theta), 4 * g.nside - 1);
        double upper = above > 0 ? Centre.theta(g, above) : 0;
        double lower = above < 4 * g.nside - 1 ? Centre.theta(g, above + 1) : Math.PI;
        double turns = Locate.quarterTurns(phi);
        if (above > 0) {
            pair(g, above, turns, pix, p, weight, w);
        }
        if (above < 4 * g.nside - 1) {
            pair(g, above + 1, turns, pix, p + 2, weight, w + 2);
        }
        if (above == 0) {
            pole(theta / lower, 0, pix, p + 2, p, weight, w + 2, w);
        } else if (above == 4 * g.nside - 1) {
            pole((Math.PI - theta) / (Math.PI - upper), g.npix - 4, pix, p, p + 2, weight, w, w + 2);
        } else {
            double down = (theta - upper) / (lower - upper);
            weight[w] *= 1 - down;
            weight[w + 1] *= 1 - down;
            weight[w + 2] *= down;
            weight[w + 3] *= down;
        }
    }

    /** The two cells of a ring whose centres enclose the azimuth. */
    private static void pair(Grid g, long i, double turns, long[] pix, int p, double[] weight, int w) {
        long q = g.quarter(i);
        double at = turns * q - 0.5 * g.shift(i);
        double floor = Math.floor(at);
        long start = g.start(i);
        long left = (long) floor;
        // turns is below 4, but its product with q may round up to the full turn.
        long west = left < 0 ? 4 * q - 1 : left >= 4 * q ? 0 : left;
        pix[p] = start + west;
        pix[p + 1] = start + (west + 1 == 4 * q ? 0 : west + 1);
        weight[w + 1] = at - floor;
        weight[w] = 1 - weight[w + 1];
    }

    /** Between the pole and its ring: the share of the pole goes to all four cells in equal parts. */
    private static void pole(
            double fromPole, long first, long[] pix, int ring, int other, double[] weight, int wRing, int wOther) {
        double part = (1 - fromPole) / 4;
        for (int k = 0; k < 2; k++) {
            weight[wRing + k] = weight[wRing + k] * fromPole + part;
            weight[wOther + k] = part;
            pix[other + k] = first + ((pix[ring + k] - first) + 2 & 3);
        }
    }
}
