package org.ewms.reco.internal.track;

import org.ewms.reco.internal.pandel.VectorLookup;

/**
 * The three passes over the DOMs. Implementations differ in speed only: every one of them does the same IEEE operations per element in the same
 * order, and sums in eight lanes (element i in lane i mod 8), so that results are the same bits.
 */
interface Kernel {
    /** Residual times, shapes and their derivatives by the track's position across. */
    void geometry(TrackWork work, double a, double b, double shift);

    /** Densities at those. */
    void lookup(TrackWork work, double[] table);

    /** Adds (N−1) times the looked-up ln S to what is there. */
    void survival(TrackWork work, double[] table);

    /** Likelihoods from the densities: fills the lanes of the product and of the gradient's sums. */
    void combine(TrackWork work);

    /** Makes the kernel for a fit's arrays. */
    @FunctionalInterface
    interface Maker {
        Kernel make(TrackWork work);
    }

    /** The vector kernel where this JVM has the vector module and the processor at least four lanes, else the scalar one. */
    static Maker fastest() {
        return Choice.FASTEST;
    }

    /** Decided once per JVM. */
    final class Choice {
        private static final Maker FASTEST = vectors() ? VectorKernel::new : work -> new ScalarKernel();

        private Choice() {}

        private static boolean vectors() {
            return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                    && VectorLookup.SPECIES.length() >= 4;
        }
    }
}
