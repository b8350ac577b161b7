package org.ewms.healpix.internal;

/** Conversions of whole arrays for one grid; the caller has checked the bounds, and the order for NESTED. */
public interface AngleKernels {
    /** Vector instructions where the JVM has them, else plain loops: the results are the same bits. */
    static AngleKernels best(Grid g) {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
                ? new GrowingAngles(g, GrowingAngles.PATIENCE)
                : new ScalarAngles(g);
    }

    /** The pixels of directions; NaN and angles outside their range throw. */
    void ang2pix(boolean nest, double[] theta, double[] phi, long[] out, int from, int to);

    /** The angles of pixel centres; ids outside [0, npix) throw. */
    void pix2ang(boolean nest, long[] pix, double[] theta, double[] phi, int from, int to);
}
