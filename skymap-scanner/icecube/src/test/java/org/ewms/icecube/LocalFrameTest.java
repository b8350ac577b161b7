package org.ewms.icecube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.jastronomy.jsofa.JSOFA;
import org.junit.jupiter.api.Test;

class LocalFrameTest {
    private static final double MJD_ALERT = 60280.71416775;

    @Test
    void nearly_upside_down_the_declination_is_the_zenith_minus_ninety_degrees() {
        Equatorial sky = new LocalFrame(MJD_ALERT).toJ2000(new Direction(Math.toRadians(60), 1));
        assertThat(Math.toDegrees(sky.dec())).isCloseTo(-30, within(0.25));
    }

    @Test
    void agrees_with_the_independent_astrometry_of_the_library_to_a_few_hundredths_of_an_arc_second() throws Exception {
        // The library's own chain also bends light at the Sun: less than 0.03" here, at least 20 degrees away from it.
        for (double mjd = 53_000.3; mjd < 62_000; mjd += 771.77) {
            LocalFrame frame = new LocalFrame(mjd);
            for (double ra = 0.1; ra < 6.2; ra += 0.7) {
                for (double dec : new double[] {-1.5, -0.9, 0.75, 1.2, 1.57}) {
                    var seen = JSOFA.jauAtco13(
                            ra,
                            dec,
                            0,
                            0,
                            0,
                            0,
                            2400000.5,
                            mjd,
                            0,
                            Math.toRadians(-62.6081),
                            Math.toRadians(-89.9944),
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            0.5);
                    Direction ours = frame.toLocal(ra, dec);
                    double azimuth = Math.PI / 2 - seen.op.aob - Math.toRadians(-62.6081);
                    double away =
                            separation(ours.azimuth(), Math.PI / 2 - ours.zenith(), azimuth, Math.PI / 2 - seen.op.zob);
                    assertThat(Math.toDegrees(away) * 3600).isLessThan(0.03);
                }
            }
        }
    }

    @Test
    void puts_the_published_alert_where_it_was_published() throws EventFormatException {
        RealtimeEvent event = RealEvents.read(RealEvents.ALERT);
        Direction fitted =
                event.fit("l2_online_SplineMPE").orElseThrow().particle().direction();

        Equatorial sky = new LocalFrame(event.mjd()).toJ2000(fitted);

        // Revision 0 of the alert, 2023-12-02.
        assertThat(Math.toDegrees(sky.ra())).isCloseTo(138.6545, within(0.001));
        assertThat(Math.toDegrees(sky.dec())).isCloseTo(0.1418, within(0.001));
    }

    @Property
    void comes_back_from_the_sky_to_the_same_direction(
            @ForAll @DoubleRange(min = 50_000, max = 70_000) double mjd,
            @ForAll @DoubleRange(min = 0.01, max = 3.13) double zenith,
            @ForAll @DoubleRange(min = 0, max = 6.28) double azimuth) {
        LocalFrame frame = new LocalFrame(mjd);
        Equatorial sky = frame.toJ2000(new Direction(zenith, azimuth));
        Direction back = frame.toLocal(sky.ra(), sky.dec());
        assertThat(separation(azimuth, Math.PI / 2 - zenith, back.azimuth(), Math.PI / 2 - back.zenith()))
                .isLessThan(1e-12);
    }

    @Test
    void gives_the_same_bits_every_time() {
        Equatorial sky = new LocalFrame(58000.25).toJ2000(new Direction(1.1, 2.2));
        assertThat(new LocalFrame(58000.25).toJ2000(new Direction(1.1, 2.2))).isEqualTo(sky);
    }

    @Test
    void refuses_a_date_outside_the_leap_second_table() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LocalFrame(Double.NaN))
                .withMessageContaining("mjd");
        assertThatIllegalArgumentException().isThrownBy(() -> new LocalFrame(2_460_000.5));
    }

    /** Angle between two points given as longitude, latitude, radians. */
    static double separation(double lon1, double lat1, double lon2, double lat2) {
        double sinLat = Math.sin((lat2 - lat1) / 2);
        double sinLon = Math.sin((lon2 - lon1) / 2);
        return 2 * Math.asin(Math.sqrt(sinLat * sinLat + Math.cos(lat1) * Math.cos(lat2) * sinLon * sinLon));
    }
}
