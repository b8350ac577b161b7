package org.ewms.healpix;

import java.util.Objects;
import org.ewms.healpix.internal.AngleKernels;
import org.ewms.healpix.internal.Grid;
import org.ewms.healpix.internal.ScalarAngles;

/**
 * The conversions of {@link Healpix} for arrays: element i of the input becomes element i of the output, for
 * i from {@code from} (included) to {@code to} (excluded). The answers are those of {@link Healpix}, bit for
 * bit, also where no vector instructions are at hand; the same input throws, and then the output up to the
 * block with the offender may have been written. Nothing is allocated per call.
 *
 * <p>Vector instructions come into play after some ten million elements: before that, they would cost more to get
 * warm than they save.
 *
 * <p>Not thread-safe (it has scratch): one per thread, as {@link ParallelBatch} has them.
 */
public final class HealpixBatch {
    private final Healpix healpix;
    private final Grid grid;
    private final AngleKernels kernels;

    private HealpixBatch(Healpix healpix) {
        this.healpix = healpix;
        this.grid = new Grid(healpix.nside());
        this.kernels = healpix.order() < 0 ? new ScalarAngles(grid) : AngleKernels.best(grid);
    }

    /** The batch conversions of a resolution. */
    public static HealpixBatch of(Healpix healpix) {
        return new HealpixBatch(healpix);
    }

    /** RING pixels of directions, as {@link Healpix#ang2pixRing}. */
    public void ang2pixRing(double[] theta, double[] phi, long[] out, int from, int to) {
        check(from, to, theta.length, phi.length, out.length);
        kernels.ang2pix(false, theta, phi, out, from, to);
    }

    /** NESTED pixels of directions, as {@link Healpix#ang2pixNest}. */
    public void ang2pixNest(double[] theta, double[] phi, long[] out, int from, int to) {
        requireNested();
        check(from, to, theta.length, phi.length, out.length);
        kernels.ang2pix(true, theta, phi, out, from, to);
    }

    /** Centres of RING pixels, as {@link Healpix#pix2angRing}. */
    public void pix2angRing(long[] pix, double[] theta, double[] phi, int from, int to) {
        check(from, to, theta.length, phi.length, pix.length);
        kernels.pix2ang(false, pix, theta, phi, from, to);
    }

    /** Centres of NESTED pixels, as {@link Healpix#pix2angNest}. */
    public void pix2angNest(long[] pix, double[] theta, double[] phi, int from, int to) {
        requireNested();
        check(from, to, theta.length, phi.length, pix.length);
        kernels.pix2ang(true, pix, theta, phi, from, to);
    }

    /** RING pixels of vectors, element i at 3 i, as {@link Healpix#vec2pixRing}. */
    public void vec2pixRing(double[] vectors, long[] out, int from, int to) {
        check(from, to, vectors.length / 3, out.length, out.length);
        for (int i = from; i < to; i++) {
            out[i] = healpix.vec2pixRing(vectors[3 * i], vectors[3 * i + 1], vectors[3 * i + 2]);
        }
    }

    /** NESTED pixels of vectors, element i at 3 i, as {@link Healpix#vec2pixNest}. */
    public void vec2pixNest(double[] vectors, long[] out, int from, int to) {
        check(from, to, vectors.length / 3, out.length, out.length);
        for (int i = from; i < to; i++) {
            out[i] = healpix.vec2pixNest(vectors[3 * i], vectors[3 * i + 1], vectors[3 * i + 2]);
        }
    }

    /** Unit vectors of RING pixels, element i at 3 i, as {@link Healpix#pix2vecRing}. */
    public void pix2vecRing(long[] pix, double[] vectors, int from, int to) {
        check(from, to, vectors.length / 3, pix.length, pix.length);
        for (int i = from; i < to; i++) {
            healpix.pix2vecRing(pix[i], vectors, 3 * i);
        }
    }

    /** Unit vectors of NESTED pixels, element i at 3 i, as {@link Healpix#pix2vecNest}. */
    public void pix2vecNest(long[] pix, double[] vectors, int from, int to) {
        check(from, to, vectors.length / 3, pix.length, pix.length);
        for (int i = from; i < to; i++) {
            healpix.pix2vecNest(pix[i], vectors, 3 * i);
        }
    }

    /** RING numbers of NESTED pixels; in and out may be the same array. */
    public void nest2ring(long[] nest, long[] ring, int from, int to) {
        check(from, to, nest.length, ring.length, ring.length);
        for (int i = from; i < to; i++) {
            ring[i] = healpix.nest2ring(nest[i]);
        }
    }

    /** NESTED numbers of RING pixels; in and out may be the same array. */
    public void ring2nest(long[] ring, long[] nest, int from, int to) {
        check(from, to, nest.length, ring.length, ring.length);
        for (int i = from; i < to; i++) {
            nest[i] = healpix.ring2nest(ring[i]);
        }
    }

    /** Neighbours of RING pixels, those of element i from 8 i on, as {@link Healpix#neighboursRing}. */
    public void neighboursRing(long[] pix, long[] out, int from, int to) {
        check(from, to, pix.length, out.length / 8, pix.length);
        for (int i = from; i < to; i++) {
            healpix.neighboursRing(pix[i], out, 8 * i);
        }
    }

    /** Neighbours of NESTED pixels, those of element i from 8 i on, as {@link Healpix#neighboursNest}. */
    public void neighboursNest(long[] pix, long[] out, int from, int to) {
        check(from, to, pix.length, out.length / 8, pix.length);
        for (int i = from; i < to; i++) {
            healpix.neighboursNest(pix[i], out, 8 * i);
        }
    }

    /** Pixels and weights of directions, those of element i from 4 i on, as {@link Healpix#interpolRing(double, double, long[], double[])}. */
    public void interpolRing(double[] theta, double[] phi, long[] pix, double[] weight, int from, int to) {
        check(from, to, theta.length, phi.length, Math.min(pix.length, weight.length) / 4);
        for (int i = from; i < to; i++) {
            healpix.interpolRing(theta[i], phi[i], pix, weight, 4 * i);
        }
    }

    /** Pixels and weights of directions, those of element i from 4 i on, as {@link Healpix#interpolNest(double, double, long[], double[])}. */
    public void interpolNest(double[] theta, double[] phi, long[] pix, double[] weight, int from, int to) {
        check(from, to, theta.length, phi.length, Math.min(pix.length, weight.length) / 4);
        for (int i = from; i < to; i++) {
            healpix.interpolNest(theta[i], phi[i], pix, weight, 4 * i);
        }
    }

    private void requireNested() {
        if (grid.order < 0) {
            throw new IllegalArgumentException(
                    "NESTED numbering needs nside to be a power of two but it is " + grid.nside);
        }
    }

    private static void check(int from, int to, int a, int b, int c) {
        Objects.checkFromToIndex(from, to, Math.min(a, Math.min(b, c)));
    }
}
