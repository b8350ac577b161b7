package org.ewms.skydriver.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.ewms.healpix.Healpix;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page's HEALPix against the library's, number by number. */
class HealpixGeometryIT {
    private static final long SEED = Long.getLong("ewms.page.seed", 20261126);
    private static final int POINTS = Integer.getInteger("ewms.page.points", 3000);

    private static StaticSite site;
    private static Browser browser;

    @BeforeAll
    static void open() throws IOException {
        site = new StaticSite();
        browser = new Browser();
        browser.driver().get(site.address() + "page/icon.svg");
        System.getLogger("page").log(System.Logger.Level.INFO, "seed " + SEED);
    }

    @AfterAll
    static void close() {
        browser.close();
        site.close();
    }

    /** Every pixel where they are few, else the first, the last, those about the caps' borders, and some at random. */
    private static long[] pixels(Healpix sky) {
        if (sky.npix() <= POINTS) {
            return LongStream.range(0, sky.npix()).toArray();
        }
        long cap = 2 * sky.nside() * (sky.nside() - 1);
        LongStream corners = LongStream.of(0, cap, sky.npix() - cap, sky.npix())
                .flatMap(at -> LongStream.range(Math.max(0, at - 20), Math.min(sky.npix(), at + 20)));
        return LongStream.concat(corners, new Random(SEED).longs(POINTS, 0, sky.npix()))
                .toArray();
    }

    private static JsonNode ask(String function, Object input) throws IOException {
        return browser.inModule("sky/healpix.js", function, input);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 8, 16, 64, 512, 1 << 20, 1 << 24})
    void centres_of_pixels_are_the_library_s(long nside) throws IOException {
        Healpix sky = Healpix.ofNside(nside);
        long[] pixels = pixels(sky);
        JsonNode found = ask(
                "(m, {nside, pixels}) => pixels.map((p) => m.centre(nside, p))",
                Map.of("nside", nside, "pixels", pixels));
        double[] expected = new double[3];
        for (int k = 0; k < pixels.length; k++) {
            sky.pix2vecRing(pixels[k], expected, 0);
            for (int axis = 0; axis < 3; axis++) {
                assertThat(found.get(k).get(axis).asDouble())
                        .describedAs("pixel %d of nside %d", pixels[k], nside)
                        .isCloseTo(expected[axis], within(1e-14));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 8, 64, 512, 1 << 16})
    void directions_fall_into_the_pixels_of_the_library(long nside) throws IOException {
        Healpix sky = Healpix.ofNside(nside);
        Random random = new Random(SEED);
        List<double[]> directions = IntStream.range(0, POINTS)
                .mapToObj(k -> new double[] {random.nextGaussian(), random.nextGaussian(), random.nextGaussian()})
                .map(v -> {
                    double size = Math.sqrt(v[0] * v[0] + v[1] * v[1] + v[2] * v[2]);
                    return new double[] {v[0] / size, v[1] / size, v[2] / size};
                })
                .toList();
        JsonNode found = ask(
                "(m, {nside, directions}) => directions.map((v) => m.ringOf(nside, ...v))",
                Map.of("nside", nside, "directions", directions));
        for (int k = 0; k < directions.size(); k++) {
            double[] v = directions.get(k);
            assertThat(found.get(k).asLong()).isEqualTo(sky.vec2pixRing(v[0], v[1], v[2]));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 8, 64, 512})
    void outlines_of_pixels_are_the_library_s(long nside) throws IOException {
        Healpix sky = Healpix.ofNside(nside);
        long[] pixels = pixels(sky);
        JsonNode found = ask(
                "(m, {nside, pixels}) => pixels.map((p) => m.outline(nside, p, 2))",
                Map.of("nside", nside, "pixels", pixels));
        double[] corners = new double[24];
        for (int k = 0; k < pixels.length; k++) {
            sky.boundariesRing(pixels[k], 2, corners);
            // The library begins in the north and goes by west, the page in the south and goes by east: the same way
            // round.
            for (int point = 0; point < 8; point++) {
                JsonNode ours = found.get(k).get((point + 4) % 8);
                for (int axis = 0; axis < 3; axis++) {
                    assertThat(ours.get(axis).asDouble())
                            .describedAs("pixel %d of nside %d, point %d", pixels[k], nside, point)
                            .isCloseTo(corners[3 * point + axis], within(1e-13));
                }
            }
        }
    }

    @Test
    void poles_and_corners_of_faces_belong_to_a_pixel_that_touches_them() throws IOException {
        JsonNode found = ask("""
                (m) => [1, 2, 64, 4096].flatMap((nside) => {
                  const out = [];
                  for (const z of [-1, -2 / 3, 0, 2 / 3, 1]) {
                    for (let quarter = 0; quarter < 8; quarter++) {
                      const s = Math.sqrt(1 - z * z);
                      const v = [s * Math.cos(quarter * Math.PI / 4), s * Math.sin(quarter * Math.PI / 4), z];
                      const corners = m.outline(nside, m.ringOf(nside, ...v));
                      const near = Math.min(...corners.map((c) => Math.hypot(c[0] - v[0], c[1] - v[1], c[2] - v[2])));
                      out.push({nside, z, quarter, near: near * nside});
                    }
                  }
                  return out;
                })
                """, Map.of());
        assertThat(found)
                .hasSize(160)
                .allSatisfy(each -> assertThat(each.get("near").asDouble())
                        .describedAs(each.toString())
                        .isLessThan(0.9));
    }

    @Test
    void numbers_that_are_no_pixel_are_refused() throws IOException {
        JsonNode found = ask("""
                (m) => [[3, 0], [8, -1], [8, 768], [8, NaN], [2 ** 25, 0]].map(([nside, pixel]) => {
                  try {
                    m.requireNside(nside);
                    return String(m.centre(nside, pixel));
                  } catch (error) {
                    return error.message;
                  }
                })
                """, Map.of());
        assertThat(found.get(0).asText()).contains("nside 3 is not a power of two");
        assertThat(found.get(1).asText()).contains("pixel -1 is not one of nside 8");
        assertThat(found.get(2).asText()).contains("pixel 768 is not one of nside 8");
        assertThat(found.get(3).asText()).contains("pixel NaN is not one of nside 8");
        assertThat(found.get(4).asText()).contains("is not a power of two from 1 to 16777216");
    }
}
