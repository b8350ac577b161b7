package org.ewms.icecube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class RealtimeEventWriterTest {
    private static final Particle MUON = new Particle(
            new Direction(1.5, 4.2), new Position(1, -2, 3.5), 10_000, 1e5, Double.NaN, 0.299792458, 13, 40, 0);

    static SimulatedEvent event() {
        var pulses = PulseSeries.of(Map.of(
                new OmKey(1, 3), List.of(new Pulse(10_000.25, 1.5, 2, 7), new Pulse(10_100.125, 0.25, 8, 4)),
                new OmKey(86, 60), List.of(new Pulse(9_000.0625, 100, 4, 1)),
                new OmKey(36, 12), List.of(new Pulse(12_345.678, 2.75, 4, 7))));
        return new SimulatedEvent(
                900_001, 42, 60_310.125, "neutrino", pulses, new TreeMap<>(Map.of("MCPrimary", MUON)), 7);
    }

    @Test
    void what_is_written_is_read_back() throws EventFormatException {
        RealtimeEvent event = RealtimeEvent.read(RealtimeEventWriter.toJson(event()), "simulated");

        assertThat(event.runId()).isEqualTo(900_001);
        assertThat(event.eventId()).isEqualTo(42);
        assertThat(event.mjd()).isCloseTo(60_310.125, within(1e-10));
        assertThat(event.eventType()).isEqualTo("neutrino");
        assertThat(event.pulses()).isEqualTo(event().pulses());
        assertThat(event.truth()).isEqualTo(event().truth());
        assertThat(event.fits()).isEmpty();
        assertThat(event.frames()).extracting(Frame::stop).containsExactly('G', 'C', 'D', 'Q', 'P');
        assertThat(event.frames()).allMatch(Frame::crcOk);
    }

    @Test
    void says_that_it_is_simulated() throws EventFormatException {
        RealtimeEvent event = RealtimeEvent.read(RealtimeEventWriter.toJson(event()), "simulated");

        assertThat(event.simulated()).isTrue();
        assertThat(event.realEvent()).isFalse();
    }

    @Test
    void the_same_event_gives_the_same_bytes() {
        assertThat(RealtimeEventWriter.toJson(event())).isEqualTo(RealtimeEventWriter.toJson(event()));
    }

    @Test
    void refuses_what_no_reader_would_accept() {
        SimulatedEvent good = event();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SimulatedEvent(7, 1, good.mjd(), "HESE", good.pulses(), new TreeMap<>(), 0))
                .withMessageContaining("runId");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SimulatedEvent(
                        100_000, 1, good.mjd(), "HESE", PulseSeries.of(Map.of()), new TreeMap<>(), 0))
                .withMessageContaining("pulses");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SimulatedEvent(
                        100_000, 1, good.mjd(), "HESE", good.pulses(), new TreeMap<>(Map.of("Muon", MUON)), 0))
                .withMessageContaining("truth");
    }
}
