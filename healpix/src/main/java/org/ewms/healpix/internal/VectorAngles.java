package org.ewms.healpix.internal;

import java.util.Arrays;
import java.util.stream.Stream;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/** Vector instructions on blocks that stay in the first-level cache. Not thread-safe: it has scratch. */
public final class VectorAngles implements AngleKernels {
    private static final int BLOCK = 256;

    private final double[] a = new double[BLOCK];
    private final double[] b = new double[BLOCK];
    private final double[] c = new double[BLOCK];
    private final double[] d = new double[BLOCK];
    private final double[] e = new double[BLOCK];
    private final double[] f = new double[BLOCK];
    private final double[] p = new double[BLOCK];
    private final double[] q = new double[BLOCK];
    private final double[] theta = new double[BLOCK];
    private final double[] phi = new double[BLOCK];
    private final long[] ids = new long[BLOCK];
    private final long[] faces = new long[BLOCK];

    private final Grid g;
    private final Step[] directionsToRing;
    private final Step[] directionsToNest;
    private final Step[] ringToAngles;
    private final Step[] nestToAngles;

    /**
     * One loop over the block. They are called through this interface, a class each, because the compiler then
     * leaves them apart: once it merges several loops it runs out of its inlining budget and keeps vectors on the
     * heap.
     */
    @FunctionalInterface
    private interface Step {
        void run(int n);
    }

    /** Kernels of a grid that has an order, with scratch of their own. */
    public VectorAngles(Grid g) {
        this.g = g;
        double side = g.realNside;
        // z to a, quarter turns to b, lines jp to p, lines jm to q.
        Step[] lines = {
            n -> VectorTrig.reduce(theta, c, d, n),
            n -> VectorTrig.sinNear(c, d, e, n),
            n -> VectorTrig.cosNear(theta, c, d, e, a, n),
            n -> VectorLocate.quarterTurns(phi, b, n),
            n -> VectorLocate.beltLines(side, a, b, p, q, n),
            n -> VectorLocate.capLines(side, a, b, p, q, n),
            n -> VectorLocate.polarLines(side, theta, a, b, p, q, n)
        };
        directionsToRing = joined(
                lines,
                n -> VectorLocate.beltRings(g, p, q, ids, n),
                n -> VectorLocate.capRings(g, a, b, p, q, ids, n),
                n -> VectorLocate.rimRings(g, a, phi, p, q, ids, n));
        directionsToNest = joined(
                lines,
                n -> VectorLocate.faceLines(side, p, c, n),
                n -> VectorLocate.faceLines(side, q, d, n),
                n -> VectorLocate.beltCells(side, p, q, c, d, e, f, c, n),
                n -> VectorLocate.capCells(side, a, b, p, q, e, f, c, n),
                n -> VectorLocate.joinFirst(e, ids, n),
                n -> VectorLocate.joinSecond(f, ids, n),
                n -> VectorLocate.joinFace(g.order, c, ids, n));
        // Rings to c, quarters of rings to d, azimuths to e.
        Step[] angles = {
            n -> VectorCentre.phi(e, d, phi, n),
            n -> VectorCentre.asinArgument(g, c, d, a, n),
            n -> VectorTrig.asinSmall(a, b, n),
            n -> VectorCentre.theta(g, c, b, theta, n)
        };
        ringToAngles = joined(
                new Step[] {
                    n -> VectorCentre.beltPlaces(g, ids, c, e, n),
                    n -> VectorCentre.capRings(g, ids, faces, n),
                    n -> VectorCentre.capPlaces(g, ids, faces, c, e, n),
                    n -> VectorCentre.quarters(side, c, d, n)
                },
                angles);
        nestToAngles = joined(
                new Step[] {
                    n -> VectorCentre.shiftInFace(g.nface - 1, 0, ids, faces, n),
                    n -> VectorCentre.gather(faces, a, n),
                    n -> VectorCentre.shiftInFace(g.nface - 1, 1, ids, faces, n),
                    n -> VectorCentre.gather(faces, b, n),
                    n -> VectorCentre.diagonals(a, b, n),
                    n -> VectorCentre.shiftInFace(-1, 2 * g.order, ids, faces, n),
                    n -> VectorCentre.rings(side, b, faces, c, d, n),
                    n -> VectorCentre.eighths(a, faces, d, e, n)
                },
                angles);
    }

    private static Step[] joined(Step[] first, Step... then) {
        return Stream.concat(Arrays.stream(first), Arrays.stream(then)).toArray(Step[]::new);
    }

    private static void run(Step[] steps, int n) {
        for (Step step : steps) {
            step.run(n);
        }
    }

    @Override
    public void ang2pix(boolean nest, double[] thetas, double[] phis, long[] out, int from, int to) {
        for (int at = from; at < to; at += BLOCK) {
            int n = Math.min(BLOCK, to - at);
            int padded = padded(n);
            System.arraycopy(thetas, at, theta, 0, n);
            System.arraycopy(phis, at, phi, 0, n);
            for (int i = n; i < padded; i++) {
                theta[i] = 1;
                phi[i] = 1;
            }
            if (!valid(padded)) {
                refuse(n);
            }
            run(nest ? directionsToNest : directionsToRing, padded);
            System.arraycopy(ids, 0, out, at, n);
        }
    }

    private static int padded(int n) {
        return (n + Lanes.WIDTH - 1) / Lanes.WIDTH * Lanes.WIDTH;
    }

    private boolean valid(int n) {
        for (int i = 0; i < n; i += Lanes.WIDTH) {
            DoubleVector t = DoubleVector.fromArray(Lanes.D, theta, i);
            DoubleVector u = DoubleVector.fromArray(Lanes.D, phi, i).abs();
            if (!t.compare(VectorOperators.GE, 0.0)
                    .and(t.compare(VectorOperators.LE, Math.PI))
                    .and(u.compare(VectorOperators.LE, Double.MAX_VALUE))
                    .allTrue()) {
                return false;
            }
        }
        return true;
    }

    private void refuse(int n) {
        for (int i = 0; i < n; i++) {
            Check.angle(theta[i], phi[i]);
        }
    }

    @Override
    public void pix2ang(boolean nest, long[] pix, double[] thetas, double[] phis, int from, int to) {
        for (int at = from; at < to; at += BLOCK) {
            int n = Math.min(BLOCK, to - at);
            int padded = padded(n);
            System.arraycopy(pix, at, ids, 0, n);
            for (int i = n; i < padded; i++) {
                ids[i] = 0;
            }
            if (!present(padded)) {
                refusePixels(n);
            }
            run(nest ? nestToAngles : ringToAngles, padded);
            System.arraycopy(theta, 0, thetas, at, n);
            System.arraycopy(phi, 0, phis, at, n);
        }
    }

    private boolean present(int n) {
        for (int i = 0; i < n; i += Lanes.WIDTH) {
            LongVector v = LongVector.fromArray(Lanes.L, ids, i);
            if (!v.compare(VectorOperators.GE, 0)
                    .and(v.compare(VectorOperators.LT, g.npix))
                    .allTrue()) {
                return false;
            }
        }
        return true;
    }

    private void refusePixels(int n) {
        for (int i = 0; i < n; i++) {
            Check.pixel(g, ids[i]);
        }
    }
}
