package org.ewms.reco.internal.light;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LightYieldTest {
    @Test
    void cascade_light_and_its_slope_agree() {
        double[] out = new double[2];
        double[] other = new double[2];
        for (double r : new double[] {1, 5, 30, 120, 450}) {
            LightYield.cascade(r, out);
            double h = 1e-5 * r;
            LightYield.cascade(r + h, other);
            double up = other[0];
            LightYield.cascade(r - h, other);
            assertThat(out[1]).isCloseTo((up - other[0]) / (2 * h), within(1e-6 * Math.abs(out[1])));
        }
    }

    @Test
    void asymmetry_is_one_on_average_at_any_distance() {
        double[] out = new double[3];
        for (double r : new double[] {1, 40, 300}) {
            double sum = 0;
            int n = 4000;
            for (int i = 0; i < n; i++) {
                LightYield.asymmetry(-1 + (2 * i + 1.0) / n, r, out);
                assertThat(out[0]).isPositive();
                sum += out[0] / n;
            }
            assertThat(sum).isCloseTo(1, within(1e-4));
        }
    }

    @Test
    void asymmetry_peaks_at_the_cherenkov_angle_and_its_slopes_agree() {
        double[] out = new double[3];
        double[] other = new double[3];
        double peak = 1 / 1.3195;
        for (double cos : new double[] {-0.9, 0.1, 0.7, 0.95}) {
            LightYield.asymmetry(cos, 60, out);
            double h = 1e-6;
            LightYield.asymmetry(cos + h, 60, other);
            assertThat(out[1]).isCloseTo((other[0] - out[0]) / h, within(1e-3));
            LightYield.asymmetry(cos, 60 + h, other);
            assertThat(out[2]).isCloseTo((other[0] - out[0]) / h, within(1e-6));
            LightYield.asymmetry(peak, 60, other);
            assertThat(out[0]).isLessThan(other[0]);
        }
    }

    @Test
    void tracks_shine_more_with_energy_and_less_with_distance() {
        assertThat(LightYield.track(1e5, 20)).isGreaterThan(50 * LightYield.track(1e3, 20));
        assertThat(LightYield.track(1e4, 20)).isGreaterThan(10 * LightYield.track(1e4, 100));
    }
}
