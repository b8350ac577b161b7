package org.ewms.healpix.internal;

import static org.ewms.healpix.internal.Lanes.D;
import static org.ewms.healpix.internal.Lanes.L;
import static org.ewms.healpix.internal.Lanes.WIDTH;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** {@link Locate} over arrays, in small loops with the same operations in the same order. */
final class VectorLocate {
    private static final double TWO_THIRDS = 2.0 / 3;

    private VectorLocate() {}

    /** phi in quarter turns. */
    static void quarterTurns(double[] phi, double[] out, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            DoubleVector t = DoubleVector.fromArray(D, phi, i).mul(Locate.PER_QUARTER_TURN);
            t.intoArray(out, i);
            if (t.compare(VectorOperators.GE, 0.0)
                    .and(t.compare(VectorOperators.LT, 4.0))
                    .allTrue()) {
                continue;
            }
            for (int k = i; k < i + WIDTH; k++) {
                out[k] = Locate.quarterTurns(phi[k]);
            }
        }
    }

    /** Lines of the belt, jp and jm; in the caps they are overwritten by {@link #capLines}. */
    static void beltLines(double nside, double[] z, double[] turns, double[] jp, double[] jm, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            DoubleVector a = DoubleVector.fromArray(D, turns, i).add(0.5).mul(nside);
            DoubleVector b = DoubleVector.fromArray(D, z, i).mul(nside).mul(0.75);
            Lanes.floor(a.sub(b)).intoArray(jp, i);
            Lanes.floor(a.add(b)).intoArray(jm, i);
        }
    }

    /** Lines of the caps where |z| is above 2/3, but for the surroundings of the poles. */
    static void capLines(double nside, double[] z, double[] turns, double[] jp, double[] jm, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            DoubleVector up = DoubleVector.fromArray(D, z, i).abs();
            VectorMask<Double> cap = up.compare(VectorOperators.GT, TWO_THIRDS);
            DoubleVector t = DoubleVector.fromArray(D, turns, i);
            DoubleVector one = DoubleVector.broadcast(D, 1);
            DoubleVector inFace = t.sub(Lanes.floor(t));
            DoubleVector far = one.sub(up).mul(3).sqrt().mul(nside);
            Lanes.floor(inFace.mul(far)).intoArray(jp, i, cap);
            Lanes.floor(one.sub(inFace).mul(far)).intoArray(jm, i, cap);
        }
    }

    /** Lines next to the poles. */
    static void polarLines(double nside, double[] theta, double[] z, double[] turns, double[] jp, double[] jm, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            if (!DoubleVector.fromArray(D, z, i)
                    .abs()
                    .compare(VectorOperators.GT, Locate.POLAR)
                    .anyTrue()) {
                continue;
            }
            for (int k = i; k < i + WIDTH; k++) {
                double up = Math.abs(z[k]);
                if (up > Locate.POLAR) {
                    double far = nside * Trig.sinColatitude(theta[k]) / Math.sqrt((1 + up) / 3);
                    double inFace = turns[k] - (int) turns[k];
                    jp[k] = (long) (inFace * far);
                    jm[k] = (long) ((1 - inFace) * far);
                }
            }
        }
    }

    /** The corner lines fp, fm of the base cells of the belt. */
    static void faceLines(double nside, double[] line, double[] out, int n) {
        double perSide = 1 / nside;
        for (int i = 0; i < n; i += WIDTH) {
            Lanes.floor(DoubleVector.fromArray(D, line, i).mul(perSide)).intoArray(out, i);
        }
    }

    /** Faces and coordinates in the belt: x to jm, y to jp, the face to face. */
    static void beltCells(
            double nside,
            double[] jp,
            double[] jm,
            double[] fp,
            double[] fm,
            double[] x,
            double[] y,
            double[] f,
            int n) {
        for (int i = 0; i < n; i += WIDTH) {
            DoubleVector p = DoubleVector.fromArray(D, fp, i);
            DoubleVector m = DoubleVector.fromArray(D, fm, i);
            DoubleVector.fromArray(D, jm, i).sub(m.mul(nside)).intoArray(x, i);
            DoubleVector across = DoubleVector.fromArray(D, jp, i).sub(p.mul(nside));
            DoubleVector.broadcast(D, nside - 1).sub(across).intoArray(y, i);
            DoubleVector pTurn = p.sub(4, p.compare(VectorOperators.GE, 4.0));
            DoubleVector mTurn = m.sub(4, m.compare(VectorOperators.GE, 4.0));
            mTurn.add(8)
                    .blend(pTurn, p.compare(VectorOperators.LT, m))
                    .blend(pTurn.add(4), p.compare(VectorOperators.EQ, m))
                    .intoArray(f, i);
        }
    }

    /** Faces and coordinates in the caps, over those of the belt. */
    static void capCells(
            double nside,
            double[] z,
            double[] turns,
            double[] jp,
            double[] jm,
            double[] x,
            double[] y,
            double[] f,
            int n) {
        for (int i = 0; i < n; i += WIDTH) {
            DoubleVector height = DoubleVector.fromArray(D, z, i);
            VectorMask<Double> cap = height.abs().compare(VectorOperators.GT, TWO_THIRDS);
            VectorMask<Double> south = height.compare(VectorOperators.LT, 0.0);
            DoubleVector most = DoubleVector.broadcast(D, nside - 1);
            DoubleVector p = DoubleVector.fromArray(D, jp, i);
            p = p.blend(most, p.compare(VectorOperators.GT, most));
            DoubleVector m = DoubleVector.fromArray(D, jm, i);
            m = m.blend(most, m.compare(VectorOperators.GT, most));
            most.sub(m).blend(p, south).intoArray(x, i, cap);
            most.sub(p).blend(m, south).intoArray(y, i, cap);
            DoubleVector face = Lanes.floor(DoubleVector.fromArray(D, turns, i));
            face.add(8, south).intoArray(f, i, cap);
        }
    }

    /** NESTED numbers: the bits of x. */
    static void joinFirst(double[] x, long[] out, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            spread(Lanes.toLong(DoubleVector.fromArray(D, x, i))).intoArray(out, i);
        }
    }

    /** NESTED numbers: adds the bits of y. */
    static void joinSecond(double[] y, long[] out, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            LongVector odd = spread(Lanes.toLong(DoubleVector.fromArray(D, y, i)));
            odd.add(odd).or(LongVector.fromArray(L, out, i)).intoArray(out, i);
        }
    }

    /** NESTED numbers: adds the face. */
    static void joinFace(int order, double[] f, long[] out, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            Lanes.toLong(DoubleVector.fromArray(D, f, i))
                    .lanewise(VectorOperators.LSHL, 2 * order)
                    .or(LongVector.fromArray(L, out, i))
                    .intoArray(out, i);
        }
    }

    private static LongVector spread(LongVector v) {
        LongVector r = v.or(v.lanewise(VectorOperators.LSHL, 16)).and(0x0000FFFF0000FFFFL);
        r = r.or(r.lanewise(VectorOperators.LSHL, 8)).and(0x00FF00FF00FF00FFL);
        r = r.or(r.lanewise(VectorOperators.LSHL, 4)).and(0x0F0F0F0F0F0F0F0FL);
        r = r.or(r.lanewise(VectorOperators.LSHL, 2)).and(0x3333333333333333L);
        return r.or(r.lanewise(VectorOperators.LSHL, 1)).and(0x5555555555555555L);
    }

    /** RING numbers in the belt. */
    static void beltRings(Grid g, double[] jp, double[] jm, long[] out, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            DoubleVector p = DoubleVector.fromArray(D, jp, i);
            DoubleVector m = DoubleVector.fromArray(D, jm, i);
            LongVector row = Lanes.toLong(p.sub(m).add(g.nside));
            LongVector j = Lanes.toLong(p.add(m).add(1 - g.nside)).lanewise(VectorOperators.ASHR, 1);
            j = j.sub(g.belt, j.compare(VectorOperators.GE, g.belt));
            row.lanewise(VectorOperators.LSHL, g.order + 2).add(j).add(g.ncap).intoArray(out, i);
        }
    }

    /** RING numbers in the caps, over those of the belt. */
    static void capRings(Grid g, double[] z, double[] turns, double[] jp, double[] jm, long[] out, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            DoubleVector height = DoubleVector.fromArray(D, z, i);
            VectorMask<Long> cap =
                    height.abs().compare(VectorOperators.GT, TWO_THIRDS).cast(L);
            VectorMask<Long> south = height.compare(VectorOperators.LT, 0.0).cast(L);
            DoubleVector p = DoubleVector.fromArray(D, jp, i);
            LongVector j = Lanes.toLong(p);
            LongVector ring =
                    Lanes.toLong(p.add(DoubleVector.fromArray(D, jm, i)).add(1));
            LongVector face = Lanes.toLong(Lanes.floor(DoubleVector.fromArray(D, turns, i)));
            LongVector twice = ring.add(ring);
            LongVector north = ring.mul(twice.sub(2).add(face)).add(j);
            LongVector other = LongVector.broadcast(L, g.npix)
                    .sub(ring.mul(twice.add(2).sub(face)))
                    .add(j);
            north.blend(other, south).intoArray(out, i, cap);
        }
    }

    /** Points of a cap's rim that rounding has put on the line itself. */
    static void rimRings(Grid g, double[] z, double[] phi, double[] jp, double[] jm, long[] out, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            DoubleVector ring = DoubleVector.fromArray(D, jp, i).add(DoubleVector.fromArray(D, jm, i));
            VectorMask<Double> rim = ring.compare(VectorOperators.GE, g.nside - 1)
                    .and(DoubleVector.fromArray(D, z, i).abs().compare(VectorOperators.GT, TWO_THIRDS));
            if (!rim.anyTrue()) {
                continue;
            }
            for (int k = i; k < i + WIDTH; k++) {
                double up = Math.abs(z[k]);
                if (up > TWO_THIRDS && up <= Locate.POLAR) {
                    out[k] = Locate.ring(g, z[k], phi[k], 0);
                }
            }
        }
    }
}
