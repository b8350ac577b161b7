package org.ewms.icecube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PulseCleaningTest {
    private static final DetectorGeometry GEOMETRY = DetectorGeometry.icecube86();
    private static final int SLC = 4;
    private static final int HLC = 7;

    @Test
    void cleaned_pulses_give_the_numbers_of_the_alert_message() throws EventFormatException {
        RealtimeEvent event = RealEvents.read(RealEvents.ALERT);

        PulseSeries cleaned = PulseCleaning.withoutDeepCore(PulseCleaning.muonPulses(event.pulses(), GEOMETRY));

        AlertNumbers told = event.alertNumbers().orElseThrow();
        assertThat(told).isEqualTo(new AlertNumbers(175, 888, 830.4));
        assertThat(cleaned.doms()).isEqualTo(told.channels());
        assertThat(cleaned.count()).isEqualTo(told.pulses());
        assertThat(cleaned.charge()).isCloseTo(told.charge(), within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(strings = {RealEvents.ALERT, RealEvents.HESE_2017, RealEvents.HESE_00, RealEvents.HESE_01})
    void the_vertex_is_the_one_stored_with_the_event(String file) throws EventFormatException {
        RealtimeEvent event = RealEvents.read(file);
        Position position = event.find("HESE_VHESelfVetoVertexPos", FrameObject.Point.class)
                .orElseThrow()
                .position();
        double time = event.find("HESE_VHESelfVetoVertexTime", FrameObject.Number.class)
                .orElseThrow()
                .value();

        ChargeVertex vertex = PulseCleaning.vetoVertex(event.pulses(), GEOMETRY, PulseCleaning.VERTEX_THRESHOLD)
                .orElseThrow();

        assertThat(vertex.time()).isEqualTo(time);
        // The geometry table is good to 1 cm.
        assertThat(vertex.position().distance(position)).isLessThan(0.01);
    }

    /** The original's own startup file for this event lists these two DOMs, and 360 pulses with 3000 ns. */
    @Test
    void bright_doms_and_late_pulses_are_those_of_the_original() throws EventFormatException {
        PulseSeries pulses = RealEvents.read(RealEvents.HESE_01).pulses();

        assertThat(PulseCleaning.brightDoms(pulses, PulseCleaning.BRIGHT_FACTOR))
                .containsExactly(new OmKey(23, 9), new OmKey(23, 10));
        LateCleaned cleaned = PulseCleaning.withoutLatePulses(pulses, 3000);
        assertThat(cleaned.pulses().count()).isEqualTo(360);
        assertThat(cleaned.excludedSince()).hasSize(7).containsEntry(new OmKey(23, 9), 12972.0);
    }

    @Test
    void exclusions_cover_saturated_bright_and_deepcore_doms_and_times_of_doubtful_calibration()
            throws EventFormatException {
        RealtimeEvent event = RealEvents.read(RealEvents.HESE_2017);

        DomExclusions exclusions = DomExclusions.of(event, PulseCleaning.BRIGHT_FACTOR);
        PulseSeries left = exclusions.apply(event.pulses());

        assertThat(exclusions.doms()).contains(new OmKey(37, 24), new OmKey(37, 26), new OmKey(83, 7));
        assertThat(exclusions.windows()).hasSize(6).containsKey(new OmKey(37, 21));
        TimeWindow doubtful =
                exclusions.windows().getOrDefault(new OmKey(37, 21), List.of()).getFirst();
        assertThat(event.pulses().pulses().get(new OmKey(37, 21))).anyMatch(p -> doubtful.contains(p.time()));
        assertThat(left.pulses().get(new OmKey(37, 21))).noneMatch(p -> doubtful.contains(p.time()));
        assertThat(left.pulses().keySet()).noneMatch(exclusions.doms()::contains);
    }

    @Test
    void a_lonely_pulse_is_noise_and_a_weak_one_near_the_core_is_not() {
        OmKey core = new OmKey(36, 30);
        PulseSeries pulses = PulseSeries.of(Map.of(
                core,
                List.of(pulse(0, HLC), pulse(10, HLC), pulse(900, SLC)),
                new OmKey(36, 31),
                List.of(pulse(5, HLC)),
                new OmKey(36, 35),
                List.of(pulse(400, SLC), pulse(5000, SLC)),
                new OmKey(1, 1),
                List.of(pulse(0, HLC))));

        PulseSeries cleaned = PulseCleaning.seededRadiusTime(pulses, GEOMETRY);

        assertThat(cleaned.count()).isEqualTo(5);
        assertThat(cleaned.pulses()).doesNotContainKey(new OmKey(1, 1));
        assertThat(cleaned.pulses().get(new OmKey(36, 35))).containsExactly(pulse(400, SLC));
    }

    @Test
    void two_hlc_pulses_alone_are_no_core() {
        PulseSeries pulses = PulseSeries.of(
                Map.of(new OmKey(36, 30), List.of(pulse(0, HLC)), new OmKey(36, 31), List.of(pulse(5, HLC))));

        assertThat(PulseCleaning.seededRadiusTime(pulses, GEOMETRY).count()).isZero();
    }

    @Test
    void the_first_of_equally_busy_windows_is_kept_with_both_ends() {
        PulseSeries pulses = PulseSeries.of(Map.of(
                new OmKey(1, 1), List.of(pulse(0, SLC), pulse(6000, SLC), pulse(6001, SLC), pulse(12_500, SLC))));

        assertThat(PulseCleaning.busiestWindow(pulses, 6000).pulses().get(new OmKey(1, 1)))
                .containsExactly(pulse(0, SLC), pulse(6000, SLC));
    }

    @Test
    void an_event_too_dim_has_no_vertex() {
        PulseSeries pulses = PulseSeries.of(Map.of(new OmKey(1, 1), List.of(pulse(0, HLC), pulse(4000, HLC))));

        assertThat(PulseCleaning.vetoVertex(pulses, GEOMETRY, 2)).isEmpty();
        assertThat(PulseCleaning.vetoVertex(pulses, GEOMETRY, 1)).isPresent();
    }

    @Test
    void no_pulses_are_no_trouble() {
        PulseSeries none = PulseSeries.of(Map.of());

        assertThat(PulseCleaning.muonPulses(none, GEOMETRY).count()).isZero();
        assertThat(PulseCleaning.brightDoms(none, 10)).isEmpty();
        assertThat(PulseCleaning.vetoVertex(none, GEOMETRY, 1)).isEmpty();
    }

    private static Pulse pulse(double time, int flags) {
        return new Pulse(time, 1, 8, flags);
    }
}
