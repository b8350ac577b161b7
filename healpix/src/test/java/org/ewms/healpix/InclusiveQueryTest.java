package org.ewms.healpix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.ewms.healpix.SkyRegion.Match;
import org.ewms.healpix.internal.Grid;
import org.ewms.healpix.internal.Levels;
import org.ewms.healpix.internal.Outline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Queries against brute force: every pixel is sampled densely, edges and corners included. */
class InclusiveQueryTest {
    private static final long SEED = 4711;
    private static final int SAMPLES = 24;

    static Stream<Arguments> cases() {
        return Stream.of(1, 2, 3, 4, 8, 16).flatMap(n -> Stream.of(Arguments.of(n, SEED), Arguments.of(n, SEED + 1)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void discs_miss_no_overlapping_pixel(int nside, long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 12; i++) {
            double theta = i == 0 ? 0 : i == 1 ? Math.acos(2.0 / 3) : Math.acos(2 * random.nextDouble() - 1);
            double phi = i == 1 ? Math.PI / 4 : 2 * Math.PI * random.nextDouble();
            double radius = i == 0 ? 0.908 : 2.5 * random.nextDouble() * random.nextDouble() + 0.2 / nside;
            double[] c = {Math.sin(theta) * Math.cos(phi), Math.sin(theta) * Math.sin(phi), Math.cos(theta)};
            requireComplete(nside, SkyRegion.disc(theta, phi, radius), v -> distance(v, c) <= radius);
            PixelRanges byRings = new PixelRanges();
            PixelRanges byBlocks = new PixelRanges();
            Healpix.ofNside(nside).queryDiscInclusiveRing(theta, phi, radius, byRings);
            Healpix.ofNside(nside).queryRing(SkyRegion.disc(theta, phi, radius), Match.OVERLAPPING, byBlocks);
            assertThat(byRings).isEqualTo(byBlocks);
        }
    }

    @Test
    void discs_are_the_same_found_ring_by_ring_and_by_halving_blocks() {
        Random random = new Random(SEED);
        PixelRanges one = new PixelRanges();
        PixelRanges other = new PixelRanges();
        for (int i = 0; i < 3000; i++) {
            long nside = i % 2 == 0 ? 1 + random.nextInt(60) : 1L << random.nextInt(30);
            double z = i % 5 == 0 ? 2.0 / 3 : 2 * random.nextDouble() - 1;
            double theta = i % 7 == 0 ? 0 : i % 7 == 1 ? Math.PI : Math.acos(i % 2 == 0 ? z : -z);
            double phi = i % 3 == 0 ? Math.PI / 4 * random.nextInt(9) : 2 * Math.PI * random.nextDouble();
            double radius = Math.min(3.2, 3 * Math.exp(5 * random.nextDouble() - 2.5) / nside);
            String where = "nside " + nside + ", theta " + theta + ", phi " + phi + ", radius " + radius;
            Healpix h = Healpix.ofNside(nside);
            SkyRegion disc = SkyRegion.disc(theta, phi, radius);
            h.queryDiscInclusiveRing(theta, phi, radius, one);
            h.queryRing(disc, Match.OVERLAPPING, other);
            assertThat(one).as(where).isEqualTo(other);
            if (h.order() >= 0) {
                h.queryDiscNest(theta, phi, radius, one);
                h.queryNest(disc, Match.CENTRES, other);
                assertThat(one).as(where).isEqualTo(other);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void ellipses_miss_no_overlapping_pixel(int nside, long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 4; i++) {
            double theta = Math.acos(2 * random.nextDouble() - 1);
            double phi = 7 * random.nextDouble();
            double a = 0.1 + random.nextDouble();
            double b = a * (0.2 + 0.8 * random.nextDouble());
            double angle = 6 * random.nextDouble();
            double f = Math.acos(Math.cos(a) / Math.cos(b));
            double[] one = offset(theta, phi, f, angle);
            double[] two = offset(theta, phi, f, angle + Math.PI);
            requireComplete(
                    nside,
                    SkyRegion.ellipse(theta, phi, a, b, angle),
                    v -> distance(v, one) + distance(v, two) <= 2 * a);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void strips_miss_no_overlapping_pixel(int nside, long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 4; i++) {
            double from = Math.PI * random.nextDouble();
            double to = Math.PI * random.nextDouble();
            requireComplete(nside, SkyRegion.strip(from, to), v -> {
                double t = Math.atan2(Math.hypot(v[0], v[1]), v[2]);
                return from <= to ? t >= from && t <= to : t <= to || t >= from;
            });
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void concave_polygons_miss_no_overlapping_pixel(int nside, long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 5; i++) {
            // A star in the gnomonic plane round a direction: there great circles are straight.
            double[] c = {random.nextGaussian(), random.nextGaussian(), i == 0 ? 50 : random.nextGaussian()};
            double[] p = new double[20];
            double[] corners = new double[30];
            double[][] base = base(c);
            for (int k = 0; k < 10; k++) {
                double r = (k % 2 == 0 ? 1 : 0.3) * (0.2 + 0.5 * random.nextDouble());
                p[2 * k] = r * Math.cos(k * Math.PI / 5);
                p[2 * k + 1] = r * Math.sin(k * Math.PI / 5);
                for (int j = 0; j < 3; j++) {
                    corners[3 * k + j] = base[2][j] + p[2 * k] * base[0][j] + p[2 * k + 1] * base[1][j];
                }
            }
            requireComplete(nside, SkyRegion.polygon(corners), v -> dot(v, base[2]) > 0 && inside(p, base, v));
        }
    }

    private static boolean inside(double[] p, double[][] base, double[] v) {
        double x = dot(v, base[0]) / dot(v, base[2]);
        double y = dot(v, base[1]) / dot(v, base[2]);
        boolean odd = false;
        for (int a = 0, b = p.length - 2; a < p.length; b = a, a += 2) {
            if ((p[a + 1] > y) != (p[b + 1] > y) && x < (p[b] - p[a]) * (y - p[a + 1]) / (p[b + 1] - p[a + 1]) + p[a]) {
                odd = !odd;
            }
        }
        return odd;
    }

    /** No pixel with a sampled point inside is missing, pixels by centre are exact, and few are superfluous. */
    private static void requireComplete(int nside, SkyRegion region, Predicate<double[]> inside) {
        Healpix h = Healpix.ofNside(nside);
        PixelRanges overlapping = new PixelRanges();
        PixelRanges centres = new PixelRanges();
        h.queryRing(region, Match.OVERLAPPING, overlapping);
        h.queryRing(region, Match.CENTRES, centres);
        Grid g = new Grid(nside);
        double[] v = new double[3];
        int superfluous = 0;
        for (int pix = 0; pix < h.npix(); pix++) {
            h.pix2vecRing(pix, v, 0);
            assertThat(centres.contains(pix)).as("centre of %s", pix).isEqualTo(inside.test(v));
            boolean touched = touched(g, pix, inside, v);
            if (touched) {
                assertThat(overlapping.contains(pix)).as("pixel %s", pix).isTrue();
            } else {
                superfluous += overlapping.contains(pix) ? 1 : 0;
            }
        }
        // Samples are sparser than the search, so some pixels it finds rightly are missed by them.
        assertThat(superfluous).isLessThanOrEqualTo(2 + (int) (overlapping.pixelCount() / 10));
        if (h.order() >= 0) {
            PixelRanges nested = new PixelRanges();
            h.queryNest(region, Match.OVERLAPPING, nested);
            assertThat(nested.pixelCount()).isEqualTo(overlapping.pixelCount());
            nested.forEach(p -> assertThat(overlapping.contains(h.nest2ring(p))).isTrue());
        }
    }

    private static boolean touched(Grid g, long pix, Predicate<double[]> inside, double[] v) {
        long cell = org.ewms.healpix.internal.Place.faceOfRing(g, pix);
        int face = org.ewms.healpix.internal.Place.face(cell);
        for (int i = 0; i <= SAMPLES; i++) {
            for (int j = 0; j <= SAMPLES; j++) {
                double x = org.ewms.healpix.internal.Place.x(cell) + i / (double) SAMPLES;
                double y = org.ewms.healpix.internal.Place.y(cell) + j / (double) SAMPLES;
                Outline.point(g, face, x, y, v, 0);
                if (inside.test(v)) {
                    return true;
                }
            }
        }
        return false;
    }

    @Test
    void no_point_of_a_block_is_farther_from_its_middle_than_the_levels_say() {
        Random random = new Random(SEED);
        double[] middle = new double[3];
        double[] point = new double[3];
        for (int nside : new int[] {1, 2, 3, 5, 16, 100}) {
            Grid g = new Grid(nside);
            Levels levels = new Levels(g);
            for (int i = 0; i < 20000; i++) {
                int level = random.nextInt(levels.cell() + 3);
                double side = level <= levels.cell()
                        ? -Math.floorDiv(-nside, 1 << level)
                        : 1.0 / (1 << (level - levels.cell()));
                double x = random.nextBoolean() ? 0 : random.nextDouble() * (nside - side);
                double y = random.nextBoolean() ? nside - side : random.nextDouble() * (nside - side);
                int face = random.nextInt(12);
                Outline.point(g, face, x + side / 2, y + side / 2, middle, 0);
                boolean along = random.nextBoolean();
                double free = side * random.nextInt(5) / 4;
                double fixed = side * random.nextInt(2);
                Outline.point(g, face, x + (along ? free : fixed), y + (along ? fixed : free), point, 0);
                assertThat(distance(middle, point)).isLessThanOrEqualTo(levels.radius(level));
            }
        }
    }

    private static double[] offset(double theta, double phi, double by, double angle) {
        double north = Math.sin(by) * Math.cos(angle);
        double east = Math.sin(by) * Math.sin(angle);
        double s = Math.sin(theta) * Math.cos(by) - north * Math.cos(theta);
        return new double[] {
            s * Math.cos(phi) - east * Math.sin(phi),
            s * Math.sin(phi) + east * Math.cos(phi),
            Math.cos(theta) * Math.cos(by) + north * Math.sin(theta)
        };
    }

    private static double[][] base(double[] c) {
        double length = Math.sqrt(dot(c, c));
        double[] w = {c[0] / length, c[1] / length, c[2] / length};
        double[] u = Math.abs(w[0]) < 0.6 ? new double[] {0, w[2], -w[1]} : new double[] {w[2], 0, -w[0]};
        double scale = Math.sqrt(dot(u, u));
        u = new double[] {u[0] / scale, u[1] / scale, u[2] / scale};
        return new double[][] {u, {w[1] * u[2] - w[2] * u[1], w[2] * u[0] - w[0] * u[2], w[0] * u[1] - w[1] * u[0]}, w};
    }

    private static double dot(double[] a, double[] b) {
        return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
    }

    private static double distance(double[] a, double[] b) {
        double x = a[0] - b[0];
        double y = a[1] - b[1];
        double z = a[2] - b[2];
        return 2 * Math.asin(Math.min(1, Math.sqrt(x * x + y * y + z * z) / 2));
    }
}
