package org.ewms.reco.internal.pandel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ExponentialTest {
    @Test
    void agrees_with_strict_math() {
        for (double x = -699; x < 40; x += 0.0371) {
            assertThat(Exponential.of(x) / StrictMath.exp(x)).as("e^%s", x).isCloseTo(1, within(2e-14));
        }
    }

    @Test
    void clamps_what_is_out_of_range_and_nan() {
        assertThat(Exponential.of(-1e9)).isEqualTo(Exponential.of(Exponential.MIN));
        assertThat(Exponential.of(1e9)).isEqualTo(Exponential.of(Exponential.MAX));
        assertThat(Exponential.of(Double.NaN)).isEqualTo(Exponential.of(Exponential.MIN));
    }
}
