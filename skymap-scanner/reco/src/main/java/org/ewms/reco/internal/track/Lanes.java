package org.ewms.reco.internal.track;

/** The eight running products and sums. Products are kept in range by moving their power of two into an integer: one logarithm per event. */
final class Lanes {
    /** Elements after which products are normalised: 16 factors below e^40 each stay finite. */
    static final int CHUNK = 16 * TrackHits.LANES;

    private static final long EXPONENT = 0x7ff0_0000_0000_0000L;
    private static final double LN2 = 0.69314718055994530942;

    private Lanes() {}

    static void reset(TrackWork w) {
        for (int k = 0; k < TrackHits.LANES; k++) {
            w.lanes[k] = 1;
            w.lanes[8 + k] = 0;
            w.lanes[16 + k] = 0;
            w.lanes[24 + k] = 0;
        }
        w.exponent = 0;
    }

    static void normalise(TrackWork w) {
        for (int k = 0; k < TrackHits.LANES; k++) {
            long bits = Double.doubleToRawLongBits(w.lanes[k]);
            w.exponent += ((bits & EXPONENT) >>> 52) - 1023;
            w.lanes[k] = Double.longBitsToDouble((bits & ~EXPONENT) | 0x3ff0_0000_0000_0000L);
        }
    }

    /** ln of the product of all likelihoods, in units of the noise. */
    static double logProduct(TrackWork w) {
        normalise(w);
        double product = 1;
        for (int k = 0; k < TrackHits.LANES; k++) {
            product *= w.lanes[k];
        }
        return StrictMath.log(product) + w.exponent * LN2;
    }

    static double sum(TrackWork w, int from) {
        double[] s = w.lanes;
        return ((s[from] + s[from + 1]) + (s[from + 2] + s[from + 3]))
                + ((s[from + 4] + s[from + 5]) + (s[from + 6] + s[from + 7]));
    }
}
