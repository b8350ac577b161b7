package org.ewms.skymap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.ewms.healpix.Moc;
import org.junit.jupiter.api.Test;

class ContourTextTest {
    private static final double SQUARE_DEGREES = Math.pow(180 / Math.PI, 2);

    private static Contours contours(KnownSky sky) {
        return Contours.of(LlhMap.of(SimulatedScan.of(sky.ts(), 0, 1)), List.of(ConfidenceLevel.wilks(0.9)));
    }

    private static JsonNode polygons(Contours contours) throws Exception {
        return new ObjectMapper().readTree(ContourText.geoJson(contours)).at("/features/0/geometry/coordinates");
    }

    /** Planar area with right ascension times the cosine of the declination, good for small rings; positive counterclockwise. */
    private static double area(JsonNode ring) {
        double sum = 0;
        for (int i = 1; i < ring.size(); i++) {
            double cos = Math.cos(Math.toRadians(ring.get(i).get(1).asDouble()));
            double dx = ring.get(i).get(0).asDouble() - ring.get(i - 1).get(0).asDouble();
            sum -= dx
                    * cos
                    * (ring.get(i).get(1).asDouble() + ring.get(i - 1).get(1).asDouble())
                    / 2;
        }
        return sum;
    }

    @Test
    void rings_are_closed_counterclockwise_and_do_not_jump_at_zero() throws Exception {
        Contours contours = contours(KnownSky.gauss(new SkyPosition(0.1, 1), 0.5));
        JsonNode ring = polygons(contours).get(0).get(0);
        assertThat(ring.get(ring.size() - 1)).isEqualTo(ring.get(0));
        assertThat(area(ring)).isEqualTo(contours.contours().getFirst().areaDeg2(), within(0.02));
        for (int i = 1; i < ring.size(); i++) {
            assertThat(ring.get(i).get(0).asDouble())
                    .isEqualTo(ring.get(i - 1).get(0).asDouble(), within(0.5));
        }
    }

    @Test
    void a_hole_is_an_inner_ring_the_other_way_round() throws Exception {
        JsonNode polygons = polygons(contours(KnownSky.annulus(new SkyPosition(77, 0), 0.8, 0.15)));
        assertThat(polygons).hasSize(1);
        assertThat(polygons.get(0)).hasSize(2);
        assertThat(area(polygons.get(0).get(0))).isPositive();
        assertThat(area(polygons.get(0).get(1))).isNegative();
    }

    @Test
    void a_ring_round_a_pole_ends_a_turn_from_its_begin() throws Exception {
        Contours contours = contours(KnownSky.gauss(new SkyPosition(30, 89.6), 0.5));
        JsonNode ring = polygons(contours).get(0).get(0);
        double turned =
                ring.get(ring.size() - 1).get(0).asDouble() - ring.get(0).get(0).asDouble();
        assertThat(turned).isEqualTo(360, within(1e-6));
        assertThat(ContourText.geoJson(contours)).contains("\"contains_north_pole\":true");
    }

    @Test
    void ds9_gets_polygons_with_holes_excluded() {
        String text = ContourText.ds9(contours(KnownSky.annulus(new SkyPosition(77, 0), 0.8, 0.15)));
        assertThat(text).startsWith("# Region file format: DS9").contains("\nicrs\n");
        assertThat(text.lines().filter(line -> line.startsWith("polygon("))).hasSize(1);
        assertThat(text.lines().filter(line -> line.startsWith("-polygon("))).hasSize(1);
    }

    @Test
    void cells_of_a_region_have_its_area_and_its_holes() {
        var centre = new SkyPosition(77, 20);
        Contour contour =
                contours(KnownSky.annulus(centre, 0.8, 0.15)).contours().getFirst();
        Moc moc = contour.coverage(contour.fineOrder() + 1, false);
        assertThat(moc.area() * SQUARE_DEGREES).isEqualTo(contour.areaDeg2(), within(0.01 * contour.areaDeg2()));
        assertThat(moc.contains(Math.toRadians(70), Math.toRadians(77))).isFalse();
        assertThat(moc.contains(Math.toRadians(70.8), Math.toRadians(77))).isTrue();
        Moc inclusive = contour.coverage(contour.fineOrder() - 1, true);
        assertThat(moc.difference(inclusive).isEmpty()).isTrue();
        assertThat(inclusive.area()).isGreaterThan(moc.area());
    }

    @Test
    void a_region_round_a_pole_has_cells_round_the_pole() {
        Contour contour = contours(KnownSky.gauss(new SkyPosition(30, -89.6), 0.5))
                .contours()
                .getFirst();
        Moc moc = contour.coverage(contour.fineOrder(), false);
        assertThat(moc.contains(Math.PI, 0)).isTrue();
        assertThat(moc.area() * SQUARE_DEGREES).isEqualTo(contour.areaDeg2(), within(0.02 * contour.areaDeg2()));
    }

    @Test
    void extremal_distances_are_those_of_the_border() {
        Reach reach = contours(KnownSky.gauss(new SkyPosition(200, 30), 0.5))
                .contours()
                .getFirst()
                .reach();
        double radius = 0.5 * Math.sqrt(4.605);
        assertThat(reach.nearestDeg()).isEqualTo(radius, within(0.01 * radius));
        assertThat(reach.farthestDeg()).isEqualTo(radius, within(0.01 * radius));
        assertThat(reach.farthestDeg()).isGreaterThan(reach.nearestDeg());
    }
}
