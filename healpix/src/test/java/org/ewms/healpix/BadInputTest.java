package org.ewms.healpix;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing bad gives a pixel; the message names the value. */
class BadInputTest {
    private static final Healpix H = Healpix.ofNside(16);
    private static final PixelRanges OUT = new PixelRanges();

    private static void refused(ThrowingCallable call, Object value) {
        assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(String.valueOf(value));
    }

    static Stream<Arguments> angles() {
        double nan = Double.NaN;
        double inf = Double.POSITIVE_INFINITY;
        return Stream.of(
                Arguments.of(nan, 0, nan),
                Arguments.of(inf, 0, inf),
                Arguments.of(-1e-300, 0, -1e-300),
                Arguments.of(Math.nextUp(Math.PI), 0, Math.nextUp(Math.PI)),
                Arguments.of(1, nan, nan),
                Arguments.of(1, inf, inf),
                Arguments.of(1, -inf, -inf));
    }

    @ParameterizedTest
    @MethodSource("angles")
    void refuses_directions_outside_their_range(double theta, double phi, double named) {
        refused(() -> H.ang2pixRing(theta, phi), named);
        refused(() -> H.ang2pixNest(theta, phi), named);
        refused(() -> H.interpolRing(theta, phi, new long[4], new double[4]), named);
        refused(() -> H.interpolNest(theta, phi, new long[4], new double[4]), named);
        double[] thetas = {theta};
        double[] phis = {phi};
        HealpixBatch batch = HealpixBatch.of(H);
        refused(() -> batch.ang2pixRing(thetas, phis, new long[1], 0, 1), named);
        refused(() -> batch.ang2pixNest(thetas, phis, new long[1], 0, 1), named);
        refused(() -> batch.interpolRing(thetas, phis, new long[4], new double[4], 0, 1), named);
        refused(() -> batch.interpolNest(thetas, phis, new long[4], new double[4], 0, 1), named);
        refused(() -> H.queryDiscInclusiveRing(theta, phi, 0.1, OUT), named);
        refused(() -> H.queryDiscInclusiveNest(theta, phi, 0.1, OUT), named);
        refused(() -> H.queryDiscRing(theta, phi, 0.1, OUT), named);
        refused(() -> H.queryDiscNest(theta, phi, 0.1, OUT), named);
        refused(() -> SkyRegion.ellipse(theta, phi, 0.2, 0.1, 0), named);
        refused(() -> Rotation.between(Frame.GALACTIC, Frame.ECLIPTIC).angle(theta, phi, new double[2], 0), named);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, -0.001})
    void refuses_radii_that_are_none(double radius) {
        refused(() -> H.queryDiscRing(1, 1, radius, OUT), radius);
        refused(() -> H.queryDiscNest(1, 1, radius, OUT), radius);
        refused(() -> SkyRegion.disc(1, 1, radius), radius);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY, 1.0000000000000002, -1.5})
    void refuses_heights_outside_the_sphere(double z) {
        refused(() -> H.zphi2pixRing(z, 0), z);
        refused(() -> H.zphi2pixNest(z, 0), z);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, 1.5707963267948968, -1.6})
    void refuses_latitudes_beyond_the_poles(double lat) {
        refused(() -> H.lonlat2pixRing(0, lat), lat);
        refused(() -> H.lonlat2pixNest(0, lat), lat);
        refused(() -> H.lonlat2pixRing(Double.NaN, 0), Double.NaN);
        refused(() -> H.lonlat2pixNest(Double.NEGATIVE_INFINITY, 0), "-Infinity");
    }

    @Test
    void refuses_vectors_without_direction() {
        HealpixBatch batch = HealpixBatch.of(H);
        refused(() -> batch.vec2pixRing(new double[3], new long[1], 0, 1), "(0.0, 0.0, 0.0)");
        refused(() -> batch.vec2pixNest(new double[3], new long[1], 0, 1), "(0.0, 0.0, 0.0)");
        refused(() -> H.vec2pixRing(0, 0, 0), "(0.0, 0.0, 0.0)");
        refused(() -> H.vec2pixNest(0, 0, 0), "(0.0, 0.0, 0.0)");
        refused(() -> H.vec2pixNest(Double.NaN, 0, 1), Double.NaN);
        refused(() -> H.vec2pixRing(1, Double.POSITIVE_INFINITY, 1), "Infinity");
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 3072, Long.MIN_VALUE, Long.MAX_VALUE})
    void refuses_ids_that_are_no_pixels(long pix) {
        double[] real = new double[24];
        long[] whole = new long[8];
        long[] one = {pix};
        HealpixBatch batch = HealpixBatch.of(H);
        refused(() -> batch.pix2angRing(one, real, new double[1], 0, 1), pix);
        refused(() -> batch.pix2angNest(one, real, new double[1], 0, 1), pix);
        refused(() -> batch.pix2vecRing(one, real, 0, 1), pix);
        refused(() -> batch.pix2vecNest(one, real, 0, 1), pix);
        refused(() -> batch.ring2nest(one, whole, 0, 1), pix);
        refused(() -> batch.nest2ring(one, whole, 0, 1), pix);
        refused(() -> batch.neighboursRing(one, whole, 0, 1), pix);
        refused(() -> batch.neighboursNest(one, whole, 0, 1), pix);
        refused(() -> H.pix2lonlatRing(pix, real, 0), pix);
        refused(() -> H.pix2lonlatNest(pix, real, 0), pix);
        refused(() -> H.ringOf(pix), pix);
        refused(() -> H.pix2angRing(pix, real, 0), pix);
        refused(() -> H.pix2angNest(pix, real, 0), pix);
        refused(() -> H.pix2vecRing(pix, real, 0), pix);
        refused(() -> H.pix2vecNest(pix, real, 0), pix);
        refused(() -> H.pix2zphiRing(pix, real, 0), pix);
        refused(() -> H.pix2zphiNest(pix, real, 0), pix);
        refused(() -> H.nest2ring(pix), pix);
        refused(() -> H.ring2nest(pix), pix);
        refused(() -> H.neighboursRing(pix, whole, 0), pix);
        refused(() -> H.neighboursNest(pix, whole, 0), pix);
        refused(() -> H.boundariesRing(pix, 1, real), pix);
        refused(() -> H.boundariesNest(pix, 1, real), pix);
        refused(() -> H.parentNest(pix, 0), pix);
        refused(() -> H.firstChildNest(pix, 9), pix);
        refused(() -> Uniq.of(4, pix), pix);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, (1L << 29) + 1, Long.MAX_VALUE})
    void refuses_a_side_outside_1_to_2_to_the_29(long nside) {
        refused(() -> Healpix.ofNside(nside), nside);
    }

    @Test
    void refuses_nested_numbers_when_nside_is_not_a_power_of_two() {
        Healpix twelve = Healpix.ofNside(12);
        refused(() -> twelve.ang2pixNest(1, 1), 12);
        refused(() -> twelve.zphi2pixNest(0, 1), 12);
        refused(() -> twelve.vec2pixNest(0, 1, 0), 12);
        refused(() -> twelve.ring2nest(1), 12);
        refused(() -> twelve.neighboursNest(1, new long[8], 0), 12);
        refused(() -> twelve.queryDiscNest(1, 1, 1, OUT), 12);
        refused(() -> HealpixBatch.of(twelve).ang2pixNest(new double[1], new double[1], new long[1], 0, 1), 12);
    }

    @Test
    void refuses_orders_that_do_not_exist() {
        refused(() -> Healpix.ofOrder(30), 30);
        refused(() -> Healpix.ofOrder(-1), -1);
        refused(() -> H.parentNest(0, 5), 5);
        refused(() -> H.firstChildNest(0, 3), 3);
        refused(() -> H.boundariesRing(0, 0, new double[12]), 0);
        refused(() -> H.boundariesRing(0, 3, new double[12]), 12);
    }

    @ParameterizedTest
    @ValueSource(longs = {-5, 0, 3, 1L << 62, Long.MAX_VALUE, (16L << 58) - 1 + 1})
    void refuses_numbers_that_are_not_uniq(long uniq) {
        refused(() -> Uniq.order(uniq), uniq);
    }

    @Test
    void refuses_regions_that_are_none() {
        refused(() -> SkyRegion.polygon(1, 0, 0, 0, 1, 0), 6);
        refused(() -> SkyRegion.polygon(1, 0, 0, 1, 0, 0, 0, 1, 0), "coincide");
        refused(() -> SkyRegion.polygon(1, 0, 0, -1, 0, 0, 0, 1, 0), "antipodes");
        refused(() -> SkyRegion.polygon(1, 0, 0, 0, 1, 0, 0, 0, Double.NaN), Double.NaN);
        refused(() -> SkyRegion.ellipse(1, 1, 0.1, 0.2, 0), 0.2);
        refused(() -> SkyRegion.strip(0, 4), 4.0);
    }

    @Test
    void refuses_ranges_out_of_order() {
        PixelRanges ranges = new PixelRanges();
        ranges.append(5, 9);
        refused(() -> ranges.append(8, 10), 8);
        refused(() -> ranges.append(20, 19), 19);
    }
}
