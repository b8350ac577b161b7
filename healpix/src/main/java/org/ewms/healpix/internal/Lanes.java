package org.ewms.healpix.internal;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** The vector shapes, and the conversions that every machine has as single instructions. */
final class Lanes {
    static final VectorSpecies<Double> D = DoubleVector.SPECIES_PREFERRED;
    static final VectorSpecies<Long> L = VectorSpecies.of(long.class, D.vectorShape());
    static final int WIDTH = D.length();
    /** Adding 1.5 * 2^52 leaves the nearest whole number in the low bits. */
    private static final double MAGIC = 6755399441055744.0;

    private static final long MAGIC_BITS = Double.doubleToRawLongBits(MAGIC);

    private Lanes() {}

    /** floor(v) for |v| below 2^51. */
    static DoubleVector floor(DoubleVector v) {
        DoubleVector r = v.add(MAGIC).sub(MAGIC);
        return r.sub(1.0, r.compare(VectorOperators.GT, v));
    }

    /** The long of a whole number below 2^51. */
    static LongVector toLong(DoubleVector whole) {
        return whole.add(MAGIC).reinterpretAsLongs().sub(MAGIC_BITS);
    }

    /** The double of a whole number below 2^51. */
    static DoubleVector toDouble(LongVector whole) {
        return whole.add(MAGIC_BITS).reinterpretAsDoubles().sub(MAGIC);
    }
}
