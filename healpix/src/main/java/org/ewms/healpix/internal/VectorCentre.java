package org.ewms.healpix.internal;

import static org.ewms.healpix.internal.Lanes.D;
import static org.ewms.healpix.internal.Lanes.L;
import static org.ewms.healpix.internal.Lanes.WIDTH;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** {@link Place} and {@link Centre} over arrays, in small loops with the same operations in the same order. */
final class VectorCentre {
    private VectorCentre() {}

    /** Some bits of ids, moved down. */
    static void shiftInFace(long mask, int by, long[] pix, long[] out, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            LongVector p = LongVector.fromArray(L, pix, i).and(mask);
            p.lanewise(VectorOperators.LSHR, by).intoArray(out, i);
        }
    }

    /** The numbers on the even bits. */
    static void gather(long[] bits, double[] out, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            Lanes.toDouble(gather(LongVector.fromArray(L, bits, i))).intoArray(out, i);
        }
    }

    /** x becomes x - y, y becomes x + y. */
    static void diagonals(double[] x, double[] y, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            DoubleVector a = DoubleVector.fromArray(D, x, i);
            DoubleVector b = DoubleVector.fromArray(D, y, i);
            a.sub(b).intoArray(x, i);
            a.add(b).intoArray(y, i);
        }
    }

    private static LongVector gather(LongVector v) {
        LongVector r = v.and(0x5555555555555555L);
        r = r.or(r.lanewise(VectorOperators.LSHR, 1)).and(0x3333333333333333L);
        r = r.or(r.lanewise(VectorOperators.LSHR, 2)).and(0x0F0F0F0F0F0F0F0FL);
        r = r.or(r.lanewise(VectorOperators.LSHR, 4)).and(0x00FF00FF00FF00FFL);
        r = r.or(r.lanewise(VectorOperators.LSHR, 8)).and(0x0000FFFF0000FFFFL);
        return r.or(r.lanewise(VectorOperators.LSHR, 16)).and(0xFFFFFFFFL);
    }

    /** Rings, and quarters of rings, of NESTED cells. */
    static void rings(double nside, double[] sum, long[] face, double[] ring, double[] quarter, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            LongVector row = LongVector.fromArray(L, face, i).lanewise(VectorOperators.LSHR, 2);
            DoubleVector r = Lanes.toDouble(row)
                    .add(2)
                    .mul(nside)
                    .sub(DoubleVector.fromArray(D, sum, i))
                    .sub(1);
            r.intoArray(ring, i);
            quarter(nside, r).intoArray(quarter, i);
        }
    }

    private static DoubleVector quarter(double nside, DoubleVector ring) {
        DoubleVector south = DoubleVector.broadcast(D, 4 * nside).sub(ring);
        return DoubleVector.broadcast(D, nside)
                .blend(ring, ring.compare(VectorOperators.LT, nside))
                .blend(south, south.compare(VectorOperators.LT, nside));
    }

    /** Azimuths of NESTED cells in units of pi / (4 quarter). */
    static void eighths(double[] difference, long[] face, double[] quarter, double[] out, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            LongVector f = LongVector.fromArray(L, face, i);
            VectorMask<Long> belt = f.lanewise(VectorOperators.LSHR, 2).compare(VectorOperators.EQ, 1);
            LongVector column =
                    f.and(3).lanewise(VectorOperators.LSHL, 1).add(1).sub(1, belt);
            DoubleVector q = DoubleVector.fromArray(D, quarter, i);
            DoubleVector k = Lanes.toDouble(column).mul(q).add(DoubleVector.fromArray(D, difference, i));
            k.add(q.mul(8), k.compare(VectorOperators.LT, 0.0)).intoArray(out, i);
        }
    }

    /** Rings and azimuths of RING numbers in the belt. */
    static void beltPlaces(Grid g, long[] pix, double[] ring, double[] eighths, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            LongVector r = LongVector.fromArray(L, pix, i).sub(g.ncap);
            LongVector row = r.lanewise(VectorOperators.ASHR, g.order + 2);
            LongVector j = r.sub(row.lanewise(VectorOperators.LSHL, g.order + 2));
            Lanes.toDouble(row.add(g.nside)).intoArray(ring, i);
            Lanes.toDouble(j.add(j).add(1).sub(row.and(1))).intoArray(eighths, i);
        }
    }

    /**
     * Cap rings counted from their pole, of RING numbers: cells from the pole on are counted towards the belt, in
     * the south from the other side. In the belt, nonsense.
     */
    static void capRings(Grid g, long[] pix, long[] capRing, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            LongVector p = LongVector.fromArray(L, pix, i);
            LongVector r = LongVector.broadcast(L, g.npix - 1).sub(p).blend(p, p.compare(VectorOperators.LT, g.ncap));
            isqrt(r.add(r).add(1)).add(1).lanewise(VectorOperators.LSHR, 1).intoArray(capRing, i);
        }
    }

    /** Rings and azimuths of RING numbers in the caps, over those of the belt. */
    static void capPlaces(Grid g, long[] pix, long[] capRing, double[] ring, double[] eighths, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            LongVector p = LongVector.fromArray(L, pix, i);
            VectorMask<Long> north = p.compare(VectorOperators.LT, g.ncap);
            VectorMask<Double> cap =
                    north.or(p.compare(VectorOperators.GE, g.npix - g.ncap)).cast(D);
            LongVector fromPole = LongVector.fromArray(L, capRing, i);
            LongVector r = LongVector.broadcast(L, g.npix - 1).sub(p).blend(p, north);
            LongVector twice = fromPole.add(fromPole);
            LongVector within = r.sub(twice.mul(fromPole.sub(1)));
            LongVector k = within.add(within).add(1);
            LongVector fourfold = twice.add(twice);
            Lanes.toDouble(fourfold.add(fourfold).sub(k).blend(k, north)).intoArray(eighths, i, cap);
            Lanes.toDouble(LongVector.broadcast(L, g.belt).sub(fromPole).blend(fromPole, north))
                    .intoArray(ring, i, cap);
        }
    }

    private static LongVector isqrt(LongVector v) {
        DoubleVector root = ((DoubleVector) v.convert(VectorOperators.L2D, 0)).sqrt();
        LongVector r = Lanes.toLong(Lanes.floor(root));
        r = r.sub(1, r.mul(r).compare(VectorOperators.GT, v));
        LongVector up = r.add(1);
        return r.blend(up, up.mul(up).compare(VectorOperators.LE, v));
    }

    /** Quarters of rings. */
    static void quarters(double nside, double[] ring, double[] quarter, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            quarter(nside, DoubleVector.fromArray(D, ring, i)).intoArray(quarter, i);
        }
    }

    /** phi from azimuth and quarter. */
    static void phi(double[] eighths, double[] quarter, double[] out, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            DoubleVector.fromArray(D, eighths, i)
                    .mul(Trig.QUARTER_PI)
                    .div(DoubleVector.fromArray(D, quarter, i))
                    .intoArray(out, i);
        }
    }

    /** The argument of the asin from which theta of a ring follows. */
    static void asinArgument(Grid g, double[] ring, double[] quarter, double[] out, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            DoubleVector r = DoubleVector.fromArray(D, ring, i);
            DoubleVector q = DoubleVector.fromArray(D, quarter, i);
            DoubleVector z = DoubleVector.broadcast(D, 2.0 * g.nside).sub(r).mul(g.beltStep);
            DoubleVector up = z.abs();
            DoubleVector one = DoubleVector.broadcast(D, 1);
            DoubleVector steep = one.sub(up).mul(0.5).sqrt();
            z.blend(steep, up.compare(VectorOperators.GT, 0.5))
                    .blend(q.mul(g.capHalfSine), q.compare(VectorOperators.LT, g.realNside))
                    .intoArray(out, i);
        }
    }

    /** theta from ring and asin. */
    static void theta(Grid g, double[] ring, double[] asin, double[] out, int n) {
        for (int i = 0; i < n; i += WIDTH) {
            DoubleVector a = DoubleVector.fromArray(D, asin, i);
            DoubleVector below = DoubleVector.broadcast(D, 2.0 * g.nside).sub(DoubleVector.fromArray(D, ring, i));
            DoubleVector up = below.mul(g.beltStep).abs();
            DoubleVector small = a.add(a);
            DoubleVector large = DoubleVector.broadcast(D, Math.PI).sub(small.sub(Trig.PI_LOW));
            DoubleVector middle = DoubleVector.broadcast(D, Trig.HALF_PI).sub(a.sub(Trig.HALF_PI_LOW));
            middle.blend(
                            small.blend(large, below.compare(VectorOperators.LT, 0.0)),
                            up.compare(VectorOperators.GT, 0.5))
                    .intoArray(out, i);
        }
    }
}
