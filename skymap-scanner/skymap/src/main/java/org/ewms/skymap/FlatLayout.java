package org.ewms.skymap;

/**
 * How a flat map is laid out.
 *
 * @param quantity what the pixels hold
 * @param nside a power of two, at most 2048 unless partial
 * @param scheme numbering
 * @param partial whether pixel numbers are listed and only those written that were scanned at this nside or a finer one (2DLLH) or have
 *     a probability above 1e-15 (PROB); else every pixel of the sky is there
 */
public record FlatLayout(MapQuantity quantity, int nside, Scheme scheme, boolean partial) {
    /** Numbering of pixels. */
    public enum Scheme {
        RING,
        NESTED
    }

    private static final int FINEST = 2048;

    public FlatLayout {
        if (nside < 1 || nside > FINEST || Integer.bitCount(nside) != 1) {
            throw new IllegalArgumentException("nside of a flat map is " + nside + ", not a power of two up to "
                    + FINEST + "; finer maps are multi-order");
        }
    }

    /** A full map in RING numbering. */
    public static FlatLayout full(MapQuantity quantity, int nside) {
        return new FlatLayout(quantity, nside, Scheme.RING, false);
    }

    public FlatLayout withScheme(Scheme wanted) {
        return new FlatLayout(quantity, nside, wanted, partial);
    }

    public FlatLayout withPartial(boolean wanted) {
        return new FlatLayout(quantity, nside, scheme, wanted);
    }
}
