package org.ewms.skymap.internal.surface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.ewms.healpix.Healpix;
import org.junit.jupiter.api.Test;

class FacePlaneTest {
    private static final long SEED = 20260102;

    private static double[] randomDirection(Random random) {
        double z = 2 * random.nextDouble() - 1;
        double phi = 2 * Math.PI * random.nextDouble();
        double r = Math.sqrt(1 - z * z);
        return new double[] {r * Math.cos(phi), r * Math.sin(phi), z};
    }

    @Test
    void centres_of_all_pixels_are_those_of_the_library() {
        double[] expected = new double[3];
        for (int order : new int[] {0, 1, 4}) {
            Healpix healpix = Healpix.ofOrder(order);
            for (long pixel = 0; pixel < healpix.npix(); pixel++) {
                healpix.pix2vecNest(pixel, expected, 0);
                double[] centre = FacePlane.centre(order, pixel);
                for (int i = 0; i < 3; i++) {
                    assertThat(centre[i]).isEqualTo(expected[i], within(1e-14));
                }
            }
        }
    }

    @Test
    void any_direction_is_located_in_the_pixel_the_library_says() {
        var random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            double[] p = randomDirection(random);
            int order = random.nextInt(15);
            long expected = Healpix.ofOrder(order).vec2pixNest(p[0], p[1], p[2]);
            assertThat(FacePlane.pixel(order, FacePlane.locate(p)))
                    .as("seed %d, step %d", SEED, i)
                    .isEqualTo(expected);
        }
    }

    @Test
    void locating_and_going_back_gives_the_same_direction() {
        var random = new Random(SEED);
        for (int i = 0; i < 20_000; i++) {
            double[] p = randomDirection(random);
            FacePlane.Point point = FacePlane.locate(p);
            double[] back = FacePlane.vector(point.face(), point.u(), point.v());
            for (int k = 0; k < 3; k++) {
                assertThat(back[k]).as("seed %d, step %d", SEED, i).isEqualTo(p[k], within(1e-13));
            }
        }
    }

    @Test
    void poles_are_located_in_polar_faces() {
        assertThat(FacePlane.locate(new double[] {0, 0, 1}).face()).isLessThan(4);
        assertThat(FacePlane.locate(new double[] {0, 0, -1}).face()).isGreaterThan(7);
    }

    @Test
    void corners_that_are_one_point_have_one_name_and_names_are_one_point() {
        int nside = 8;
        Map<Long, double[]> places = new HashMap<>();
        for (int face = 0; face < 12; face++) {
            for (int x = 0; x <= nside; x++) {
                for (int y = 0; y <= nside; y++) {
                    double[] here = FacePlane.vector(face, (double) x / nside, (double) y / nside);
                    long name = FacePlane.node(face, x, y, nside);
                    double[] named = FacePlane.nodeVector(name, nside);
                    for (int k = 0; k < 3; k++) {
                        assertThat(named[k]).isEqualTo(here[k], within(1e-13));
                    }
                    places.put(name, named);
                }
            }
        }
        // Euler: corners = edges − cells + 2 with 2 edges per cell.
        assertThat(places).hasSize(12 * nside * nside + 2);
    }

    @Test
    void the_area_left_of_a_line_does_not_depend_on_the_reference_point() {
        var random = new Random(SEED);
        double[] pole = {0, 0, 1};
        double radius = 0.3;
        double[][] circle = new double[2000][];
        for (int i = 0; i < circle.length; i++) {
            double phi = 2 * Math.PI * i / circle.length;
            circle[i] =
                    new double[] {Math.sin(radius) * Math.cos(phi), Math.sin(radius) * Math.sin(phi), Math.cos(radius)};
        }
        double cap = 2 * Math.PI * (1 - Math.cos(radius));
        assertThat(SphericalArea.of(List.<double[][]>of(circle), pole, false)).isEqualTo(cap, within(1e-5));
        for (int i = 0; i < 50; i++) {
            double[] corner = randomDirection(random);
            boolean oppositeInside = -corner[2] > Math.cos(radius);
            assertThat(SphericalArea.of(List.<double[][]>of(circle), corner, oppositeInside))
                    .as("seed %d, step %d", SEED, i)
                    .isEqualTo(cap, within(1e-5));
        }
    }
}
