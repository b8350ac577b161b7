package org.ewms.healpix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.ewms.healpix.internal.AngleKernels;
import org.ewms.healpix.internal.Grid;
import org.ewms.healpix.internal.GrowingAngles;
import org.ewms.healpix.internal.ScalarAngles;
import org.ewms.healpix.internal.VectorAngles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HealpixBatchTest {
    private static final long SEED = 20251120;

    static Stream<Arguments> kernels() {
        return LongStream.of(Golden.POWERS)
                .boxed()
                .flatMap(n -> Stream.of(new ScalarAngles(new Grid(n)), new VectorAngles(new Grid(n)))
                        .flatMap(k -> Stream.of(Arguments.of(n, k, false), Arguments.of(n, k, true))));
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void pixels_of_directions_are_those_of_the_single_conversion(long nside, AngleKernels kernels, boolean nest) {
        Healpix h = Healpix.ofNside(nside);
        double[] theta = directions("theta");
        double[] phi = directions("phi");
        long[] out = new long[theta.length];
        kernels.ang2pix(nest, theta, phi, out, 0, out.length);
        for (int i = 0; i < out.length; i++) {
            long expected = nest ? h.ang2pixNest(theta[i], phi[i]) : h.ang2pixRing(theta[i], phi[i]);
            assertThat(out[i]).as("theta %s phi %s", theta[i], phi[i]).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("kernels")
    void centres_are_those_of_the_single_conversion_bit_for_bit(long nside, AngleKernels kernels, boolean nest) {
        Healpix h = Healpix.ofNside(nside);
        long[] pix = new Random(SEED).longs(3000, 0, h.npix()).toArray();
        for (int i = 0; i < 100; i++) {
            pix[i] = Math.min(i, h.npix() - 1);
            pix[100 + i] = Math.max(0, h.npix() - 1 - i);
        }
        double[] theta = new double[pix.length];
        double[] phi = new double[pix.length];
        kernels.pix2ang(nest, pix, theta, phi, 0, pix.length);
        double[] expected = new double[2];
        for (int i = 0; i < pix.length; i++) {
            if (nest) {
                h.pix2angNest(pix[i], expected, 0);
            } else {
                h.pix2angRing(pix[i], expected, 0);
            }
            assertThat(new double[] {theta[i], phi[i]}).as("pixel %s", pix[i]).isEqualTo(expected);
        }
    }

    /** The golden points, edges and all, then random ones. */
    private static double[] directions(String name) {
        double[] golden = Golden.VALUES.reals("points/" + name);
        Random random = new Random(SEED + name.hashCode());
        double[] all = new double[golden.length + 2000];
        System.arraycopy(golden, 0, all, 0, golden.length);
        for (int i = golden.length; i < all.length; i++) {
            all[i] = name.equals("theta") ? Math.acos(2 * random.nextDouble() - 1) : 7 * random.nextDouble() - 0.3;
        }
        return all;
    }

    @Test
    void answers_stay_the_same_when_the_kernels_change() {
        Healpix h = Healpix.ofNside(8192);
        HealpixBatch batch = HealpixBatch.of(h);
        double[] theta = directions("theta");
        double[] phi = directions("phi");
        long[] first = new long[theta.length];
        batch.ang2pixNest(theta, phi, first, 0, first.length);
        // Far more elements than the plain loops are kept for.
        AngleKernels changing = new GrowingAngles(new Grid(8192), 5000);
        long[] later = new long[theta.length];
        for (int i = 0; i < 4; i++) {
            changing.ang2pix(true, theta, phi, later, 0, later.length);
            assertThat(later).isEqualTo(first);
        }
    }

    @Test
    void only_the_asked_part_is_written() {
        long[] out = new long[5];
        java.util.Arrays.fill(out, -7);
        HealpixBatch.of(Healpix.ofNside(8)).ang2pixNest(new double[5], new double[5], out, 1, 3);
        assertThat(out).containsExactly(-7, 63, 63, -7, -7);
    }

    @Test
    void every_element_is_checked() {
        HealpixBatch batch = HealpixBatch.of(Healpix.ofNside(8));
        double[] theta = new double[300];
        theta[277] = Double.NaN;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> batch.ang2pixRing(theta, new double[300], new long[300], 0, 300))
                .withMessageContaining("theta")
                .withMessageContaining("NaN");
        long[] pix = new long[300];
        pix[299] = 768;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> batch.pix2angNest(pix, new double[300], new double[300], 0, 300))
                .withMessageContaining("768");
        assertThatThrownBy(() -> batch.nest2ring(pix, new long[3], 0, 4)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void conversions_without_kernels_agree_too() {
        Healpix h = Healpix.ofNside(64);
        HealpixBatch batch = HealpixBatch.of(h);
        long[] pix = new Random(SEED).longs(500, 0, h.npix()).toArray();
        long[] out = new long[500];
        double[] vectors = new double[1500];
        batch.pix2vecRing(pix, vectors, 0, 500);
        batch.vec2pixRing(vectors, out, 0, 500);
        assertThat(out).isEqualTo(pix);
        batch.pix2vecNest(pix, vectors, 0, 500);
        batch.vec2pixNest(vectors, out, 0, 500);
        assertThat(out).isEqualTo(pix);
        batch.ring2nest(pix, out, 0, 500);
        batch.nest2ring(out, out, 0, 500);
        assertThat(out).isEqualTo(pix);
        long[] around = new long[4000];
        long[] expected = new long[8];
        batch.neighboursRing(pix, around, 0, 500);
        h.neighboursRing(pix[499], expected, 0);
        assertThat(java.util.Arrays.copyOfRange(around, 3992, 4000)).isEqualTo(expected);
    }
}
