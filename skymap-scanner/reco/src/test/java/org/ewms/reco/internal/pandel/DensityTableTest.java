package org.ewms.reco.internal.pandel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DensityTableTest {
    private static final double NOISE = 1e-8;

    @ParameterizedTest
    @ValueSource(strings = {"track", "cascade"})
    void is_within_4e_5_of_the_exact_density_above_the_noise(String name) {
        var table = name.equals("track") ? DensityTable.track() : DensityTable.cascade();
        var random = new SplittableRandom(1);
        for (int k = 0; k < 4000; k++) {
            double time = time(random);
            double shape = shape(random);
            var exact = new ExactDensity(table.medium(), time).at(shape);
            var found = TableLookup.at(table.density(), time, shape);
            double density = StrictMath.exp(exact.value());
            double weight = density / (density + NOISE);
            assertThat(weight * Math.abs(found.value() - exact.value()))
                    .as("t %s, shape %s", time, shape)
                    .isLessThan(4e-5);
            assertThat(weight * Math.abs(found.byTime() - exact.byTime())).isLessThan(5e-5);
        }
    }

    @Test
    void derivatives_are_those_of_the_interpolant() {
        double[] table = DensityTable.track().density();
        var random = new SplittableRandom(2);
        for (int k = 0; k < 2000; k++) {
            double time = -120 + 3000 * random.nextDouble();
            double shape = shape(random);
            double h = 1e-5;
            var here = TableLookup.at(table, time, shape);
            double byTime = (TableLookup.at(table, time + h, shape).value()
                            - TableLookup.at(table, time - h, shape).value())
                    / (2 * h);
            double byShape = (TableLookup.at(table, time, shape + h).value()
                            - TableLookup.at(table, time, shape - h).value())
                    / (2 * h);
            assertThat(here.byTime()).isCloseTo(byTime, within(1e-7));
            assertThat(here.byShape()).isCloseTo(byShape, within(1e-5 + 1e-5 / (shape * shape)));
        }
    }

    @Test
    void survival_obeys_the_recurrence_of_the_gamma_distribution() {
        // S(ξ+1) = S(ξ) + p(ξ+1)/R, for the folded functions as for the plain ones.
        var table = DensityTable.track();
        var random = new SplittableRandom(3);
        for (int k = 0; k < 2000; k++) {
            double time = -100 + 6000 * random.nextDouble();
            double shape = 0.08 + 20 * random.nextDouble();
            double more = StrictMath.exp(
                    TableLookup.at(table.survival(), time, shape + 1).value());
            double less =
                    StrictMath.exp(TableLookup.at(table.survival(), time, shape).value());
            double step = StrictMath.exp(
                            new ExactDensity(table.medium(), time).at(shape + 1).value())
                    / table.medium().rate();
            assertThat((less + step) / more).as("t %s, shape %s", time, shape).isCloseTo(1, within(1e-4));
        }
    }

    @Test
    void everything_survives_before_the_first_light() {
        for (double shape : new double[] {0.07, 1, 5, 40}) {
            double survival =
                    TableLookup.at(DensityTable.track().survival(), -150, shape).value();
            assertThat(survival).isCloseTo(0, within(3e-6));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -1e300, 1e300, -176, 32592})
    void stays_inside_for_any_argument(double wild) {
        double[] table = DensityTable.track().density();
        assertThat(TableLookup.at(table, wild, 1).value()).isFinite();
        assertThat(TableLookup.at(table, 10, wild).value()).isFinite();
    }

    private static double time(SplittableRandom random) {
        return DensityTable.TIME_MIN * StrictMath.pow(2, 11 * random.nextDouble()) - DensityTable.TIME_SHIFT;
    }

    private static double shape(SplittableRandom random) {
        return DensityTable.SHAPE_MIN * StrictMath.pow(2, 9.9 * random.nextDouble());
    }
}
