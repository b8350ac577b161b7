package org.ewms.reco;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.ewms.icecube.PulseSeries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReconstructionsTest {
    @Test
    void are_known_by_name() {
        assertThat(Reconstructions.all().stream().map(Reconstruction::name))
                .containsExactly("cascade", "dummy", "mpe", "spe");
        assertThat(Reconstructions.named("spe").summary()).isNotBlank();
    }

    @Test
    void an_unknown_name_is_answered_with_the_known_ones() {
        assertThatThrownBy(() -> Reconstructions.named("millipede"))
                .isInstanceOf(RecoException.class)
                .hasMessageContainingAll("millipede", "spe", "mpe", "cascade", "dummy");
    }

    @ParameterizedTest
    @CsvSource({
        "spe,variations,sphere,'point, octahedron, cylinder'",
        "mpe,pulses,slc,'cleaned, hlc, all'",
        "cascade,noise,lots,a number from",
        "dummy,failure-rate,1.5,a number from 0.0 to 1.0",
        "dummy,seed,x,an integer from",
        "dummy,runtime-ms,-1,a number from",
        "spe,color,red,'has no option'"
    })
    void wrong_options_are_refused_with_name_value_and_what_is_allowed(
            String reco, String option, String value, String allowed) {
        var event = Events.track(1);
        assertThatThrownBy(() ->
                        Reconstructions.named(reco).prepare(event.pulses(), Events.GEOMETRY, Map.of(option, value)))
                .isInstanceOf(RecoException.class)
                .hasMessageContainingAll(reco, option, allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"spe", "mpe", "cascade"})
    void too_little_light_is_refused(String reco) {
        var nothing = PulseSeries.of(Map.of());
        assertThatThrownBy(() -> Reconstructions.named(reco).prepare(nothing, Events.GEOMETRY, Map.of()))
                .isInstanceOf(RecoException.class)
                .hasMessageContaining("at least 5 DOMs");
    }

    @ParameterizedTest
    @CsvSource({"point,1", "octahedron,7", "cylinder,7"})
    void variations_can_be_chosen(String name, int count) {
        var event = Events.track(1);
        var prepared =
                Reconstructions.named("spe").prepare(event.pulses(), Events.GEOMETRY, Map.of("variations", name));
        assertThat(prepared.variations()).isEqualTo(count);
    }

    @Test
    void a_variation_that_does_not_exist_is_refused() {
        var event = Events.track(1);
        var prepared = Reconstructions.named("spe").prepare(event.pulses(), Events.GEOMETRY, Map.of());
        assertThatThrownBy(() -> prepared.fit(new FitRequest(event.direction(), prepared.seed(), 7, 0)))
                .isInstanceOf(RecoException.class)
                .hasMessageContaining("variation 7");
    }
}
