package org.ewms.healpix.internal;

import org.jspecify.annotations.Nullable;

/**
 * Plain loops at first, vector loops for those who go on. Until the compiler has seen enough of them, vector
 * operations are ordinary objects and thousands of times slower, about a second's work in all; whoever converts less
 * than some ten million elements should not pay for that. The answers are the same bits.
 */
public final class GrowingAngles implements AngleKernels {
    /** The plain loops take about as long for so many elements as the vector loops for getting warm. */
    public static final long PATIENCE = 1L << 25;

    private final Grid g;
    private final ScalarAngles plain;
    private @Nullable VectorAngles vectors;
    private long left;

    /** Kernels that change over after some number of elements. */
    public GrowingAngles(Grid g, long patience) {
        this.g = g;
        plain = new ScalarAngles(g);
        left = patience;
    }

    private AngleKernels forSome(int elements) {
        if (left > 0) {
            left -= elements;
            return plain;
        }
        VectorAngles warm = vectors == null ? new VectorAngles(g) : vectors;
        vectors = warm;
        return warm;
    }

    @Override
    public void ang2pix(boolean nest, double[] theta, double[] phi, long[] out, int from, int to) {
        forSome(to - from).ang2pix(nest, theta, phi, out, from, to);
    }

    @Override
    public void pix2ang(boolean nest, long[] pix, double[] theta, double[] phi, int from, int to) {
        forSome(to - from).pix2ang(nest, pix, theta, phi, from, to);
    }
}
