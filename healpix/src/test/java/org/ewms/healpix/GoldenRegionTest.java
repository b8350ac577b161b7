package org.ewms.healpix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Polygon and strip queries against healpy: the same sets. */
class GoldenRegionTest {
    private static final Golden GOLDEN = Golden.VALUES;

    static Stream<Arguments> grids() {
        return Stream.concat(
                Stream.of(1, 2, 4, 8, 64, 512).flatMap(n -> Stream.of(Arguments.of(false, n), Arguments.of(true, n))),
                Stream.of(Arguments.of(false, 3), Arguments.of(false, 12)));
    }

    @ParameterizedTest
    @MethodSource("grids")
    void a_polygon_holds_the_pixels_that_healpy_finds(boolean nest, long nside) {
        Healpix h = Healpix.ofNside(nside);
        long[] cornerCounts = GOLDEN.wholes(Golden.tag(nest, nside) + "polygon");
        double[] corners = GOLDEN.reals(Golden.tag(nest, nside) + "polygon-corners");
        long[] sizes = GOLDEN.wholes(Golden.tag(nest, nside) + "polygon-sizes");
        long[] all = GOLDEN.wholes(Golden.tag(nest, nside) + "polygon-ranges");
        PixelRanges found = new PixelRanges();
        int at = 0;
        int corner = 0;
        for (int i = 0; i < sizes.length; i++) {
            double[] vectors = Arrays.copyOfRange(corners, corner, corner + 3 * (int) cornerCounts[i]);
            SkyRegion polygon = SkyRegion.polygon(vectors);
            if (nest) {
                h.queryNest(polygon, SkyRegion.Match.CENTRES, found);
            } else {
                h.queryRing(polygon, SkyRegion.Match.CENTRES, found);
            }
            PixelRanges expected = GoldenDiscTest.ranges(Arrays.copyOfRange(all, at, at + (int) sizes[i]));
            assertThat(found)
                    .as("polygon %s of %s", i, Arrays.toString(vectors))
                    .isEqualTo(expected);
            at += (int) sizes[i];
            corner += vectors.length;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 5, 64})
    void a_strip_holds_the_pixels_that_healpy_finds(long nside) {
        Healpix h = Healpix.ofNside(nside);
        double[] strips = GOLDEN.reals("ring/" + nside + "/strip");
        long[] sizes = GOLDEN.wholes("ring/" + nside + "/strip-sizes");
        long[] all = GOLDEN.wholes("ring/" + nside + "/strip-ranges");
        PixelRanges found = new PixelRanges();
        int at = 0;
        for (int i = 0; i < sizes.length; i++) {
            h.queryRing(SkyRegion.strip(strips[2 * i], strips[2 * i + 1]), SkyRegion.Match.CENTRES, found);
            PixelRanges expected = GoldenDiscTest.ranges(Arrays.copyOfRange(all, at, at + (int) sizes[i]));
            assertThat(found)
                    .as("theta %s to %s", strips[2 * i], strips[2 * i + 1])
                    .isEqualTo(expected);
            at += (int) sizes[i];
        }
    }
}
