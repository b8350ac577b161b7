package org.ewms.reco.internal.pandel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GammaFunctionTest {
    @Test
    void knows_factorials_and_halves() {
        assertThat(GammaFunction.ln(1)).isCloseTo(0, within(1e-14));
        assertThat(GammaFunction.ln(2)).isCloseTo(0, within(1e-14));
        assertThat(GammaFunction.ln(0.5)).isCloseTo(0.5 * StrictMath.log(StrictMath.PI), within(1e-14));
        assertThat(GammaFunction.ln(11)).isCloseTo(StrictMath.log(3628800), within(1e-13));
    }

    @Test
    void digamma_obeys_its_recurrence_and_known_values() {
        assertThat(GammaFunction.digamma(1)).isCloseTo(-0.57721566490153286, within(1e-13));
        assertThat(GammaFunction.digamma(0.5)).isCloseTo(-1.9635100260214235, within(1e-13));
        for (double x = 0.07; x < 70; x *= 1.3) {
            assertThat(GammaFunction.digamma(x + 1) - GammaFunction.digamma(x)).isCloseTo(1 / x, within(1e-12));
        }
    }
}
