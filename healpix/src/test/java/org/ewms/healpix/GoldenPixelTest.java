package org.ewms.healpix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Conversions against healpy, at nside 1 to 2^29 in both numberings. */
class GoldenPixelTest {
    private static final Golden GOLDEN = Golden.VALUES;

    static Stream<Arguments> grids() {
        return Stream.of(false, true)
                .flatMap(nest -> LongStream.of(Golden.nsides(nest)).mapToObj(n -> Arguments.of(nest, n)));
    }

    @ParameterizedTest
    @MethodSource("grids")
    void a_direction_lies_in_the_pixel_that_healpy_gives(boolean nest, long nside) {
        Healpix h = Healpix.ofNside(nside);
        double[] theta = GOLDEN.reals("points/theta");
        double[] phi = GOLDEN.reals("points/phi");
        long[] expected = GOLDEN.wholes(Golden.tag(nest, nside) + "ang2pix");
        Map<Integer, long[]> edges = edges(nest, nside);
        for (int i = 0; i < theta.length; i++) {
            long pix = nest ? h.ang2pixNest(theta[i], phi[i]) : h.ang2pixRing(theta[i], phi[i]);
            long[] allowed = edges.getOrDefault(i, new long[] {expected[i]});
            assertThat(allowed).as("theta %s phi %s", theta[i], phi[i]).contains(pix);
        }
    }

    private static Map<Integer, long[]> edges(boolean nest, long nside) {
        long[] rows = GOLDEN.wholes(Golden.tag(nest, nside) + "edge");
        long[] answers = GOLDEN.wholes(Golden.tag(nest, nside) + "edge-answers");
        Map<Integer, long[]> allowed = new HashMap<>();
        for (int i = 0; i < rows.length; i++) {
            allowed.put((int) rows[i], Arrays.copyOfRange(answers, 9 * i, 9 * i + 9));
        }
        return allowed;
    }

    @ParameterizedTest
    @MethodSource("grids")
    void centres_agree_to_1e_14_radians(boolean nest, long nside) {
        Healpix h = Healpix.ofNside(nside);
        long[] pix = GOLDEN.wholes(Golden.tag(nest, nside) + "pix");
        double[] angles = GOLDEN.reals(Golden.tag(nest, nside) + "pix2ang");
        double[] vectors = GOLDEN.reals(Golden.tag(nest, nside) + "pix2vec");
        double[] out = new double[5];
        for (int i = 0; i < pix.length; i++) {
            if (nest) {
                h.pix2angNest(pix[i], out, 0);
                h.pix2vecNest(pix[i], out, 2);
            } else {
                h.pix2angRing(pix[i], out, 0);
                h.pix2vecRing(pix[i], out, 2);
            }
            assertThat(out[0]).isCloseTo(angles[2 * i], within(1e-14));
            assertThat(out[1]).isCloseTo(angles[2 * i + 1], within(1e-14));
            for (int k = 0; k < 3; k++) {
                assertThat(out[2 + k]).isCloseTo(vectors[3 * i + k], within(2e-15));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("grids")
    void neighbours_are_those_of_healpy_in_its_order(boolean nest, long nside) {
        Healpix h = Healpix.ofNside(nside);
        long[] pix = GOLDEN.wholes(Golden.tag(nest, nside) + "pix");
        long[] expected = GOLDEN.wholes(Golden.tag(nest, nside) + "neighbours");
        long[] found = new long[expected.length];
        for (int i = 0; i < pix.length; i++) {
            int count = nest ? h.neighboursNest(pix[i], found, 8 * i) : h.neighboursRing(pix[i], found, 8 * i);
            assertThat(LongStream.of(found).skip(8L * i).limit(8).filter(n -> n >= 0))
                    .hasSize(count);
        }
        assertThat(found).isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("grids")
    void the_other_numbering_agrees(boolean nest, long nside) {
        Healpix h = Healpix.ofNside(nside);
        long[] pix = GOLDEN.wholes(Golden.tag(nest, nside) + "pix");
        if (h.order() < 0) {
            assertThat(nest).isFalse();
            return;
        }
        long[] found = LongStream.of(pix)
                .map(p -> nest ? h.nest2ring(p) : h.ring2nest(p))
                .toArray();
        assertThat(found).isEqualTo(GOLDEN.wholes(Golden.tag(nest, nside) + "other"));
    }

    @ParameterizedTest
    @MethodSource("grids")
    void outlines_agree_with_healpy(boolean nest, long nside) {
        Healpix h = Healpix.ofNside(nside);
        long[] pix = GOLDEN.wholes(Golden.tag(nest, nside) + "pix");
        double[] expected = GOLDEN.reals(Golden.tag(nest, nside) + "boundaries");
        double[] out = new double[24];
        for (int i = 0; i < expected.length / 24; i++) {
            if (nest) {
                h.boundariesNest(pix[i], 2, out);
            } else {
                h.boundariesRing(pix[i], 2, out);
            }
            assertThat(out).containsExactly(Arrays.copyOfRange(expected, 24 * i, 24 * i + 24), within(2e-15));
        }
    }

    @ParameterizedTest
    @MethodSource("grids")
    void interpolation_weights_agree_with_healpy(boolean nest, long nside) {
        Healpix h = Healpix.ofNside(nside);
        long[] few = GOLDEN.wholes("points/few");
        long[] pixels = GOLDEN.wholes(Golden.tag(nest, nside) + "interpol-pix");
        double[] weights = GOLDEN.reals(Golden.tag(nest, nside) + "interpol-weight");
        long[] pix = new long[4];
        double[] weight = new double[4];
        for (int i = 0; i < few.length; i++) {
            double theta = GOLDEN.reals("points/theta")[(int) few[i]];
            double phi = GOLDEN.reals("points/phi")[(int) few[i]];
            if (nest) {
                h.interpolNest(theta, phi, pix, weight);
            } else {
                h.interpolRing(theta, phi, pix, weight);
            }
            // Pixels of no weight depend on rounding; all others must be there with the same weight. healpy
            // takes theta from acos(z), which loses digits next to the poles.
            double tolerance = 1e-14 + 1e-15 * nside * (1 + Math.abs(phi)) / Math.max(1.0 / nside, Math.sin(theta));
            Map<Long, Double> expected = byPixel(Arrays.copyOfRange(pixels, 4 * i, 4 * i + 4), weights, 4 * i);
            Map<Long, Double> found = byPixel(pix, weight, 0);
            expected.forEach((p, w) -> assertThat(found.getOrDefault(p, 0.0))
                    .as("theta %s phi %s pixel %s", theta, phi, p)
                    .isCloseTo(w, within(tolerance)));
            found.forEach((p, w) -> assertThat(expected.getOrDefault(p, 0.0)).isCloseTo(w, within(tolerance)));
            assertThat(Arrays.stream(weight).sum()).isCloseTo(1, within(1e-15));
        }
    }

    private static Map<Long, Double> byPixel(long[] pix, double[] weights, int from) {
        Map<Long, Double> sum = new HashMap<>();
        for (int k = 0; k < 4; k++) {
            sum.merge(pix[k], weights[from + k], Double::sum);
        }
        return sum;
    }
}
