package org.ewms.skymap.internal.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Shape;
import java.awt.geom.PathIterator;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProjectionTest {
    static Stream<Projection> projections() {
        double[] centre = Chart.vector(310, -72);
        return Stream.of(
                new AllSky(new Mollweide(), 180),
                new AllSky(new Hammer(), 0),
                new AllSky(new Aitoff(), 77),
                new EqualArea(centre, 0.3),
                new EqualArea(Chart.vector(0, 90), 0.3),
                new Gnomonic(centre, 0.3));
    }

    static Stream<Oval> ovals() {
        return Stream.of(new Mollweide(), new Hammer(), new Aitoff());
    }

    private static double[] known(double @Nullable [] point) {
        return java.util.Objects.requireNonNull(point);
    }

    private static double[] direction(Random random) {
        double z = 2 * random.nextDouble() - 1;
        return Chart.vector(360 * random.nextDouble(), Math.toDegrees(Math.asin(z)));
    }

    @ParameterizedTest
    @MethodSource("projections")
    void a_point_of_the_plane_is_where_its_direction_goes(Projection projection) {
        var random = new Random(6);
        int tried = 0;
        while (tried < 2000) {
            double x = 4 * random.nextDouble() - 2;
            double y = 2 * random.nextDouble() - 1;
            double[] p = projection.direction(x, y);
            if (p != null) {
                assertThat(p[0] * p[0] + p[1] * p[1] + p[2] * p[2]).isEqualTo(1, within(1e-12));
                assertThat(projection.plane(p)).isNotNull().containsExactly(new double[] {x, y}, within(1e-6));
                tried++;
            }
        }
    }

    @ParameterizedTest
    @MethodSource("ovals")
    void the_whole_sky_fills_an_ellipse_twice_as_wide_as_high(Oval oval) {
        assertThat(oval.plane(Math.PI, 0)).containsExactly(new double[] {2, 0}, within(1e-12));
        assertThat(oval.plane(1, 1)).containsExactly(new double[] {0, 1}, within(1e-7));
        assertThat(oval.plane(-Math.PI, 0)[0]).isEqualTo(-2, within(1e-12));
        var random = new Random(7);
        for (int i = 0; i < 1000; i++) {
            double[] p = oval.plane(Math.PI * (2 * random.nextDouble() - 1), 2 * random.nextDouble() - 1);
            assertThat(p[0] * p[0] / 4 + p[1] * p[1]).isLessThanOrEqualTo(1 + 1e-9);
        }
    }

    @Test
    void right_ascension_grows_to_the_left_and_north_is_up() {
        projections().forEach(projection -> {
            double[] from = known(projection.direction(0.1, 0.1));
            double ra = Math.toDegrees(Math.atan2(from[1], from[0]));
            double dec = Math.toDegrees(Math.asin(from[2]));
            double[] east = known(projection.plane(Chart.vector(ra + 0.01, dec)));
            double[] north = known(projection.plane(Chart.vector(ra, dec + 0.01)));
            // Counterclockwise from north to east, as on the sky seen from inside.
            double turn = (north[0] - 0.1) * (east[1] - 0.1) - (north[1] - 0.1) * (east[0] - 0.1);
            assertThat(turn).isPositive();
        });
    }

    @Test
    void great_circles_are_straight_in_the_gnomonic_projection() {
        var projection = new Gnomonic(Chart.vector(40, 50), 0.3);
        double[] a = Chart.vector(30, 45);
        double[] b = Chart.vector(50, 60);
        double[] middle = {a[0] + b[0], a[1] + b[1], a[2] + b[2]};
        double r = Math.sqrt(middle[0] * middle[0] + middle[1] * middle[1] + middle[2] * middle[2]);
        double[] pa = known(projection.plane(a));
        double[] pb = known(projection.plane(b));
        double[] pm = known(projection.plane(new double[] {middle[0] / r, middle[1] / r, middle[2] / r}));
        double cross = (pb[0] - pa[0]) * (pm[1] - pa[1]) - (pb[1] - pa[1]) * (pm[0] - pa[0]);
        assertThat(cross).isEqualTo(0, within(1e-12));
    }

    /** A line round a pole crosses the seam once: two pieces that end on the border, none straight through the map. */
    @ParameterizedTest
    @MethodSource("ovals")
    void a_line_round_a_pole_is_torn_at_the_border_only(Oval oval) {
        double[][] ring = new double[90][];
        for (int i = 0; i < ring.length; i++) {
            ring[i] = Chart.vector(4 * i + 1, 88);
        }
        Shape shape = new Chart(new AllSky(oval, 180), 0, 0, 100).line(ring, true);
        double[] c = new double[6];
        double[] last = {0, 0};
        int pieces = 0;
        double longest = 0;
        for (PathIterator at = shape.getPathIterator(null); !at.isDone(); at.next()) {
            if (at.currentSegment(c) == PathIterator.SEG_MOVETO) {
                pieces++;
            } else {
                longest = Math.max(longest, Math.hypot(c[0] - last[0], c[1] - last[1]));
            }
            last = new double[] {c[0], c[1]};
        }
        assertThat(pieces).isEqualTo(2);
        assertThat(longest).isLessThan(3);
    }

    @Test
    void every_direction_of_the_sky_has_a_place() {
        var random = new Random(8);
        var map = new AllSky(new Aitoff(), 77);
        for (int i = 0; i < 1000; i++) {
            assertThat(map.plane(direction(random))).doesNotContain(Double.NaN);
        }
    }
}
