package org.ewms.healpix;

/** Changes of numbering and resolution of full-sky maps: one value per pixel. Pixels without value are NaN. */
public final class FlatMaps {
    private FlatMaps() {}

    /**
     * The resolution of a map.
     *
     * @throws IllegalArgumentException when its length is not 12 nside^2
     */
    public static Healpix gridOf(double[] map) {
        long nside = Math.round(Math.sqrt(map.length / 12.0));
        if (nside < 1 || 12 * nside * nside != map.length) {
            throw new IllegalArgumentException("a map needs 12 nside^2 values but has " + map.length);
        }
        return Healpix.ofNside(nside);
    }

    /** The map in RING numbering of a map in NESTED numbering. */
    public static double[] nest2ring(double[] map) {
        Healpix h = gridOf(map);
        double[] ring = new double[map.length];
        for (int i = 0; i < map.length; i++) {
            ring[(int) h.nest2ring(i)] = map[i];
        }
        return ring;
    }

    /** The map in NESTED numbering of a map in RING numbering. */
    public static double[] ring2nest(double[] map) {
        Healpix h = gridOf(map);
        double[] nest = new double[map.length];
        for (int i = 0; i < map.length; i++) {
            nest[i] = map[(int) h.nest2ring(i)];
        }
        return nest;
    }

    /** What a coarse pixel gets when some of its children have no value. */
    public enum Missing {
        /** The mean of those that have one. */
        IGNORE,
        /** No value. */
        SPOIL
    }

    /**
     * A NESTED map at another order. Coarser: the mean of the children; finer: the parent's value. The result
     * is multiplied by (nside / old nside)^power: 0 for intensities, -2 for counts and probabilities.
     *
     * @throws IllegalArgumentException when the map's length is not 12 * 4^k, or the order not in [0, 13]
     */
    public static double[] gradeNest(double[] map, int order, double power, Missing missing) {
        int old = requireOrder(map);
        if (order < 0 || order > 13) {
            throw new IllegalArgumentException("a map's order must lie in [0, 13] to fit an array but is " + order);
        }
        double factor = StrictMath.pow(2, power * (order - old));
        double[] graded = new double[(int) Healpix.ofOrder(order).npix()];
        for (int i = 0; i < graded.length; i++) {
            double value = order >= old
                    ? map[i >> 2 * (order - old)]
                    : mean(map, i << 2 * (old - order), 1 << 2 * (old - order), missing);
            graded[i] = value * factor;
        }
        return graded;
    }

    /** As {@link #gradeNest}, for a RING map. */
    public static double[] gradeRing(double[] map, int order, double power, Missing missing) {
        requireOrder(map);
        return nest2ring(gradeNest(ring2nest(map), order, power, missing));
    }

    private static int requireOrder(double[] map) {
        Healpix h = gridOf(map);
        if (h.order() < 0) {
            throw new IllegalArgumentException("grading needs nside to be a power of two but it is " + h.nside());
        }
        return h.order();
    }

    private static double mean(double[] map, int from, int count, Missing missing) {
        double sum = 0;
        int valid = 0;
        for (int i = from; i < from + count; i++) {
            if (!Double.isNaN(map[i])) {
                sum += map[i];
                valid++;
            }
        }
        boolean spoilt = missing == Missing.SPOIL && valid < count;
        return spoilt || valid == 0 ? Double.NaN : sum / valid;
    }
}
