package org.ewms.icecube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DetectorGeometryTest {
    private final DetectorGeometry geometry = DetectorGeometry.icecube86();

    @Test
    void has_all_5160_doms_on_86_strings() {
        assertThat(geometry.positions()).hasSize(5160);
        for (int string = 1; string <= 86; string++) {
            for (int om = 1; om <= 60; om++) {
                assertThat(geometry.position(new OmKey(string, om))).isPresent();
            }
        }
    }

    @Test
    void places_known_doms() {
        Position top = position(1, 1);
        assertThat(top).isEqualTo(new Position(-256.14, -521.08, 496.03));
        assertThat(position(1, 60).z()).isCloseTo(-504.4, within(0.01));
        assertThat(position(86, 60)).isEqualTo(new Position(-10.97, 6.72, -500.73));
        assertThat(position(36, 30).distance(position(36, 31))).isCloseTo(17.02, within(0.02));
    }

    @Test
    void does_not_know_icetop() {
        assertThat(geometry.position(new OmKey(1, 61))).isEmpty();
    }

    @Test
    void deeper_doms_have_higher_numbers() {
        for (int string = 1; string <= 86; string++) {
            for (int om = 2; om <= 60; om++) {
                assertThat(position(string, om).z())
                        .isLessThan(position(string, om - 1).z());
            }
        }
    }

    private Position position(int string, int om) {
        return geometry.position(new OmKey(string, om)).orElseThrow();
    }
}
