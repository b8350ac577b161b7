package org.ewms.healpix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Disc queries against healpy: the same sets. */
class GoldenDiscTest {
    private static final Golden GOLDEN = Golden.VALUES;

    static Stream<Arguments> grids() {
        return Stream.of(1, 2, 4, 8, 64, 512, 1 << 17, 1 << 25, 1 << 29)
                .flatMap(n -> Stream.of(Arguments.of(false, n), Arguments.of(true, n)));
    }

    static Stream<Arguments> ringGrids() {
        return Stream.concat(grids(), Stream.of(Arguments.of(false, 3), Arguments.of(false, 12)));
    }

    @ParameterizedTest
    @MethodSource("ringGrids")
    void a_disc_holds_the_pixels_that_healpy_finds(boolean nest, long nside) {
        Healpix h = Healpix.ofNside(nside);
        double[] discs = GOLDEN.reals(Golden.tag(nest, nside) + "disc");
        long[] sizes = GOLDEN.wholes(Golden.tag(nest, nside) + "disc-sizes");
        long[] all = GOLDEN.wholes(Golden.tag(nest, nside) + "disc-ranges");
        PixelRanges found = new PixelRanges();
        int at = 0;
        for (int i = 0; i < sizes.length; i++) {
            double theta = discs[3 * i];
            double phi = discs[3 * i + 1];
            double radius = discs[3 * i + 2];
            if (nest) {
                h.queryDiscNest(theta, phi, radius, found);
            } else {
                h.queryDiscRing(theta, phi, radius, found);
            }
            PixelRanges expected = ranges(Arrays.copyOfRange(all, at, at + (int) sizes[i]));
            assertThat(found)
                    .as("theta %s phi %s radius %s", theta, phi, radius)
                    .isEqualTo(expected);
            at += (int) sizes[i];
        }
    }

    static PixelRanges ranges(long[] pairs) {
        PixelRanges ranges = new PixelRanges();
        for (int i = 0; i < pairs.length; i += 2) {
            ranges.append(pairs[i], pairs[i + 1]);
        }
        return ranges;
    }
}
