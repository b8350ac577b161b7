package org.ewms.reco.internal.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.ToDoubleBiFunction;
import org.junit.jupiter.api.Test;

class BfgsTest {
    private static final Bfgs MINIMISER = new Bfgs(10, 100, 1e-12, 500);

    /** A function without a curvature of its own: the first metric is the unit matrix. */
    private record Plain(int dimension, ToDoubleBiFunction<double[], double[]> function) implements Objective {
        @Override
        public double evaluate(double[] at, double[] gradient) {
            return function.applyAsDouble(at, gradient);
        }

        @Override
        public void curvature(double[] matrix) {
            for (int i = 0; i < dimension; i++) {
                matrix[i * dimension + i] = 1;
            }
        }
    }

    @Test
    void finds_the_end_of_a_curved_valley() {
        var rosenbrock = new Plain(2, (x, g) -> {
            double a = 1 - x[0];
            double b = x[1] - x[0] * x[0];
            g[0] = -2 * a - 400 * x[0] * b;
            g[1] = 200 * b;
            return a * a + 100 * b * b;
        });
        var minimum = MINIMISER.minimise(rosenbrock, new double[] {-1.2, 1});
        assertThat(minimum.converged()).isTrue();
        assertThat(minimum.at()[0]).isCloseTo(1, within(1e-5));
        assertThat(minimum.at()[1]).isCloseTo(1, within(1e-5));
    }

    @Test
    void walks_around_places_without_a_value() {
        var half = new Plain(1, (x, g) -> {
            g[0] = 1 - 1 / x[0];
            return x[0] > 0 ? x[0] - Math.log(x[0]) : Double.NaN;
        });
        var minimum = MINIMISER.minimise(half, new double[] {8});
        assertThat(minimum.at()[0]).isCloseTo(1, within(1e-4));
    }

    @Test
    void gives_nan_when_the_start_has_no_value() {
        var nowhere = new Plain(1, (x, g) -> Double.NaN);
        var minimum = MINIMISER.minimise(nowhere, new double[] {8});
        assertThat(minimum.value()).isNaN();
        assertThat(minimum.converged()).isFalse();
    }

    @Test
    void stays_in_its_box_when_the_function_falls_for_ever() {
        var slope = new Plain(1, (x, g) -> {
            g[0] = -1;
            return -x[0];
        });
        var minimum = MINIMISER.minimise(slope, new double[] {0});
        assertThat(minimum.at()[0]).isEqualTo(100);
        assertThat(minimum.evaluations()).isLessThan(500);
    }

    @Test
    void does_not_change_its_start() {
        double[] start = {3};
        MINIMISER.minimise(
                new Plain(1, (x, g) -> {
                    g[0] = 2 * x[0];
                    return x[0] * x[0];
                }),
                start);
        assertThat(start).containsExactly(3);
    }
}
