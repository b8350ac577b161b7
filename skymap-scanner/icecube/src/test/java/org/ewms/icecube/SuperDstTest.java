package org.ewms.icecube;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two files carry the pulses twice: rounded in the SuperDST, and as they were. */
class SuperDstTest {
    private static final int LAST_IN_ICE_OM = 60;

    @ParameterizedTest
    @CsvSource({RealEvents.HESE_00 + ", 635", RealEvents.HESE_01 + ", 413"})
    void differs_from_the_exact_pulses_only_by_rounding(String file, int count) throws EventFormatException {
        RealtimeEvent event = RealEvents.read(file);
        PulseSeries exact = event.find("UncleanedInIcePulses", FrameObject.Pulses.class)
                .orElseThrow()
                .series();
        PulseSeries rounded = event.find("I3SuperDST", FrameObject.Pulses.class)
                .orElseThrow()
                .series()
                .filter((dom, pulse) -> dom.om() <= LAST_IN_ICE_OM);

        assertThat(exact.count()).isEqualTo(count);
        assertThat(rounded.pulses().keySet()).isEqualTo(exact.pulses().keySet());
        exact.pulses().forEach((dom, list) -> {
            List<Pulse> other = rounded.pulses().getOrDefault(dom, List.of());
            assertThat(other).hasSameSizeAs(list);
            for (int i = 0; i < list.size(); i++) {
                assertThat(Math.abs(other.get(i).time() - list.get(i).time())).isLessThanOrEqualTo(0.5);
                assertThat(Math.abs(other.get(i).charge() - list.get(i).charge()))
                        .isLessThanOrEqualTo(0.025 + 1e-6);
                assertThat(other.get(i).hlc()).isEqualTo(list.get(i).hlc());
            }
        });
    }
}
