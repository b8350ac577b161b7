package org.ewms.pilot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
    private static final PilotOptions DEFAULTS = PilotOptions.defaults("in", "out");

    @Test
    void refuses_values_out_of_range_naming_key_and_value() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withSlots(0))
                .withMessage("slots must be 1..10000, is 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withPrefetch(-1))
                .withMessage("prefetch must be 0..90000, is -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withInputs(List.of()))
                .withMessage("inputs must name at least one queue");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withOutputs(List.of("a", "a")))
                .withMessage("outputs must not name a queue twice, is [a, a]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DEFAULTS.withLifetime(Duration.ZERO))
                .withMessageStartingWith("lifetime must be above 0");
    }

    @Test
    void back_off_doubles_up_to_its_limit() {
        Backoff backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(5));
        assertThat(List.of(1, 2, 3, 4, 1000))
                .map(backoff::after)
                .containsExactly(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(5));
        assertThat(Backoff.none().after(7)).isZero();
    }
}
