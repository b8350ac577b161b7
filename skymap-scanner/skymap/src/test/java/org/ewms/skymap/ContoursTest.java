package org.ewms.skymap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ContoursTest {
    private static Contours contours(ScanResult scan) {
        return Contours.of(LlhMap.of(scan), ConfidenceLevel.standard());
    }

    private static Contours gauss(double ra, double dec, double sigma) {
        return contours(
                SimulatedScan.of(KnownSky.gauss(new SkyPosition(ra, dec), sigma).ts(), 0, 1));
    }

    @Test
    void levels_follow_wilks_theorem() {
        assertThat(ConfidenceLevel.standard())
                .extracting(ConfidenceLevel::label)
                .containsExactly("50%", "90%", "3σ");
        assertThat(ConfidenceLevel.wilks(0.5).ts()).isEqualTo(1.3863, within(1e-4));
        assertThat(ConfidenceLevel.wilks(0.9).ts()).isEqualTo(4.6052, within(1e-4));
        assertThat(ConfidenceLevel.threeSigma().ts()).isEqualTo(11.829, within(1e-3));
    }

    @Test
    void every_point_of_a_line_is_at_the_distance_of_its_level() {
        var centre = new SkyPosition(359.95, 12);
        for (Contour contour : gauss(359.95, 12, 0.5).contours()) {
            double radius = 0.5 * Math.sqrt(contour.level().ts());
            assertThat(contour.lines()).hasSize(1);
            Contour.Line line = contour.lines().getFirst();
            for (int i = 0; i < line.raDeg().length; i++) {
                double distance = new SkyPosition(line.raDeg()[i], line.decDeg()[i]).distanceDeg(centre);
                assertThat(distance).isEqualTo(radius, within(0.02 * radius));
            }
        }
    }

    @Test
    void a_region_over_zero_right_ascension_has_a_box_on_both_sides() {
        BoundingBox box = gauss(359.95, 12, 0.5).contours().get(1).box();
        double radius = 0.5 * Math.sqrt(4.605);
        assertThat(box.decPlusDeg()).isEqualTo(radius, within(0.01));
        assertThat(box.decMinusDeg()).isEqualTo(radius, within(0.01));
        assertThat(box.raPlusDeg()).isEqualTo(radius / Math.cos(Math.toRadians(12)), within(0.02));
        assertThat(box.raMinusDeg()).isEqualTo(radius / Math.cos(Math.toRadians(12)), within(0.02));
    }

    @Test
    void a_region_round_a_pole_reaches_all_around_and_up_to_the_pole() {
        Contour contour = gauss(40, 89.5, 1).contours().get(1);
        assertThat(contour.box().raPlusDeg()).isEqualTo(180);
        assertThat(contour.box().raMinusDeg()).isEqualTo(180);
        assertThat(contour.box().decPlusDeg()).isEqualTo(0.5, within(0.01));
        assertThat(contour.contains(new SkyPosition(0, 90))).isTrue();
    }

    @Test
    void containment_of_a_position_is_what_its_distance_says() {
        Contours contours = gauss(200, -30, 0.6);
        for (double sigmas : new double[] {0.3, 1, 2, 3}) {
            double expected = 1 - Math.exp(-sigmas * sigmas / 2);
            var position = new SkyPosition(200, -30 + 0.6 * sigmas);
            assertThat(contours.containment(position)).isEqualTo(expected, within(0.003));
        }
        assertThat(contours.containment(new SkyPosition(20, 30))).isEqualTo(1);
    }

    @Test
    void an_annulus_has_an_outer_line_and_a_hole() {
        var centre = new SkyPosition(77, 20);
        var sky = KnownSky.annulus(centre, 0.8, 0.15);
        Contour contour = contours(SimulatedScan.of(sky.ts(), 0, 1)).contours().getFirst();
        assertThat(contour.lines()).hasSize(2);
        assertThat(contour.lines()).filteredOn(line -> line.areaDeg2() < 0).hasSize(1);
        assertThat(contour.contains(centre)).isFalse();
        assertThat(contour.contains(new SkyPosition(77, 20.8))).isTrue();
    }

    @Test
    void failed_pixels_are_passed_over() {
        var random = new Random(5);
        ScanResult whole =
                SimulatedScan.of(KnownSky.gauss(new SkyPosition(20, 88.5), 1).ts(), 0, 3);
        var tables = new TreeMap<Integer, NsideTable>();
        whole.tables().forEach((nside, table) -> {
            double[] llh = table.llh().clone();
            for (int i = 0; i < llh.length; i++) {
                llh[i] = random.nextDouble() < 0.05 ? Double.NaN : llh[i];
            }
            tables.put(
                    nside,
                    new NsideTable(
                            nside,
                            table.pixel(),
                            llh,
                            table.eIn(),
                            table.eTot(),
                            table.x(),
                            table.y(),
                            table.z(),
                            table.t()));
        });
        Contours holed = contours(new ScanResult(whole.event(), tables, true));
        Contours full = contours(whole);
        for (int i = 0; i < 3; i++) {
            assertThat(holed.contours().get(i).areaDeg2())
                    .isEqualTo(
                            full.contours().get(i).areaDeg2(),
                            within(0.01 * full.contours().get(i).areaDeg2()));
            assertThat(holed.contours().get(i).lines()).hasSize(1);
        }
    }

    @Test
    void calibrated_levels_are_drawn_at_their_threshold() {
        var scan = SimulatedScan.of(KnownSky.gauss(new SkyPosition(10, 5), 0.3).ts(), 0, 1);
        var levels = List.of(
                ConfidenceLevel.calibrated("50% (IC160427A syst.)", 0.5, 22.2),
                ConfidenceLevel.calibrated("90% (IC160427A syst.)", 0.9, 64.2));
        Contours contours = Contours.of(LlhMap.of(scan), levels);
        assertThat(contours.contours().get(0).areaDeg2()).isEqualTo(Math.PI * 0.09 * 22.2, within(0.05));
        assertThat(contours.contours().get(1).areaDeg2()).isEqualTo(Math.PI * 0.09 * 64.2, within(0.2));
    }

    @Test
    void credible_regions_agree_with_wilks_for_a_gaussian() {
        ScanResult scan =
                SimulatedScan.of(KnownSky.gauss(new SkyPosition(150, 40), 0.5).ts(), 0, 1);
        LlhMap llh = LlhMap.of(scan);
        ProbabilityMap map = ProbabilityMap.of(llh);
        assertThat(map.credibleAreaDeg2(0.9)).isEqualTo(Math.PI * 0.25 * 4.605, within(0.05));
        assertThat(map.credibleLevel(0.9).ts()).isEqualTo(4.605, within(0.03));
        assertThat(map.credibleLevel(0.5).ts()).isEqualTo(1.386, within(0.01));
        assertThat(map.containment(new SkyPosition(150, 40.5))).isEqualTo(1 - Math.exp(-0.5), within(0.005));
        assertThat(map.containment(new SkyPosition(300, -40))).isEqualTo(1, within(1e-9));
    }

    /** exp(−(d − r)²/2w²) on a ring is not what Wilks' theorem assumes: half of the probability is within 0.6745 w on either side. */
    @Test
    void credible_regions_of_a_ring_follow_the_probability_not_wilks() {
        var sky = KnownSky.annulus(new SkyPosition(77, 20), 0.9, 0.2);
        LlhMap llh = LlhMap.of(SimulatedScan.of(sky.ts(), 0, 1));
        ConfidenceLevel half = ProbabilityMap.of(llh).credibleLevel(0.5);
        assertThat(half.ts()).isEqualTo(0.4549, within(0.02));
        Contour contour = Contours.of(llh, List.of(half)).contours().getFirst();
        assertThat(contour.areaDeg2()).isEqualTo(2 * Math.PI * 0.9 * 2 * 0.6745 * 0.2, within(0.03));
    }

    @Test
    void levels_are_read_from_text() {
        assertThat(ConfidenceLevel.parse("50,90,3sigma"))
                .extracting(ConfidenceLevel::label)
                .containsExactly("50%", "90%", "3σ");
        assertThat(ConfidenceLevel.parse("3sigma").getFirst().ts())
                .isEqualTo(ConfidenceLevel.threeSigma().ts(), within(1e-8));
        assertThat(ConfidenceLevel.parse("5sigma").getFirst().ts()).isEqualTo(28.744, within(1e-3));
        assertThat(ConfidenceLevel.parse("calibrated")).isEqualTo(ConfidenceLevel.parse("50=22.2,90=64.2"));
        assertThatThrownBy(() -> ConfidenceLevel.parse("ninety"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("ninety");
        assertThatThrownBy(() -> ConfidenceLevel.parse("120")).isInstanceOf(IllegalArgumentException.class);
    }
}
