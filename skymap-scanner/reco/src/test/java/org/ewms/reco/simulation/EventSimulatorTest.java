package org.ewms.reco.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.ewms.icecube.Direction;
import org.ewms.icecube.Pulse;
import org.ewms.icecube.PulseCleaning;
import org.ewms.reco.Events;
import org.ewms.reco.simulation.Simulated.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventSimulatorTest {
    private final EventSimulator simulator = new EventSimulator(Events.GEOMETRY);

    @ParameterizedTest
    @EnumSource
    void same_seed_gives_the_same_event_and_another_seed_another(Kind kind) {
        var first = simulator.simulate(kind, 11, SimulationOptions.defaults());
        assertThat(simulator.simulate(kind, 11, SimulationOptions.defaults())).isEqualTo(first);
        assertThat(simulator.simulate(kind, 12, SimulationOptions.defaults())).isNotEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource
    void pulses_are_in_order_and_positive_and_inside_the_ice(Kind kind) {
        var event = simulator.simulate(kind, 13, SimulationOptions.defaults());
        event.pulses().pulses().forEach((dom, pulses) -> {
            assertThat(dom.om()).isBetween(1, 60);
            assertThat(pulses.stream().map(Pulse::time).toList()).isSorted();
            assertThat(pulses).allSatisfy(p -> assertThat(p.charge()).isPositive());
        });
        assertThat(PulseCleaning.hlc(event.pulses()).doms()).isGreaterThanOrEqualTo(8);
    }

    @Test
    void noise_is_what_the_rate_says_and_cleaning_removes_it() {
        double pulses = 0;
        for (long seed = 1; seed <= 10; seed++) {
            var quiet = simulator.simulate(
                    Kind.CASCADE, seed, SimulationOptions.defaults().withNoiseRate(0));
            var noisy = simulator.simulate(Kind.CASCADE, seed, SimulationOptions.defaults());
            pulses += noisy.pulses().count() - quiet.pulses().count();
        }
        // 5160 DOMs × 560 Hz × 3 µs and the event's own length: 9 to 40 pulses per event.
        assertThat(pulses / 10).isBetween(9.0, 40.0);
    }

    @Test
    void options_are_obeyed() {
        var direction = new Direction(0.4, 1.5);
        var options = SimulationOptions.defaults().withDirection(direction).withEnergy(5e4, 6e4);
        var event = simulator.simulate(Kind.TRACK, 3, options);
        assertThat(event.direction()).isEqualTo(direction);
        assertThat(event.vertex().energy()).isBetween(5e4, 6e4);
    }

    @Test
    void brighter_particles_give_more_charge() {
        var dim =
                simulator.simulate(Kind.CASCADE, 5, SimulationOptions.defaults().withEnergy(1e4, 1e4));
        var bright =
                simulator.simulate(Kind.CASCADE, 5, SimulationOptions.defaults().withEnergy(3e5, 3e5));
        assertThat(bright.pulses().charge()).isGreaterThan(10 * dim.pulses().charge());
    }

    @Test
    void wrong_options_are_refused_by_name() {
        assertThatThrownBy(() -> SimulationOptions.defaults().withEnergy(1e5, 1e4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("energies");
        assertThatThrownBy(() -> SimulationOptions.defaults().withNoiseRate(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("noiseRate");
    }

    @Test
    void random_numbers_have_the_moments_of_their_distributions() {
        var draw = new Draw(1);
        int n = 200_000;
        for (double shape : new double[] {0.1, 0.8, 3}) {
            double mean = 0;
            double square = 0;
            for (int k = 0; k < n; k++) {
                double x = draw.gamma(shape);
                mean += x / n;
                square += x * x / n;
            }
            assertThat(mean).isCloseTo(shape, within(5 * Math.sqrt(shape / n)));
            assertThat(square - mean * mean).isCloseTo(shape, within(0.1 * shape));
        }
        for (double rate : List.of(0.01, 3.0, 700.0)) {
            double mean = 0;
            for (int k = 0; k < n; k++) {
                mean += (double) draw.poisson(rate) / n;
            }
            assertThat(mean).isCloseTo(rate, within(5 * Math.sqrt(rate / n)));
        }
    }
}
