package org.ewms.reco.internal.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.ewms.icecube.Direction;
import org.ewms.icecube.Position;
import org.ewms.reco.Events;
import org.ewms.reco.Vertex;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KernelTest {
    @ParameterizedTest
    @CsvSource({"3,false", "3,true", "8,false", "8,true"})
    void vector_and_scalar_kernels_give_the_same_bits(long seed, boolean multi) {
        var event = Events.track(seed);
        var pulses = event.pulses();
        var hits = multi
                ? TrackHits.firstOfAll(pulses, Events.GEOMETRY, 1e-8)
                : TrackHits.first(pulses, Events.GEOMETRY, 1e-8);
        var random = new SplittableRandom(seed);
        // Enough rounds that the compiler replaces the interpreter on the way: its code must not differ either.
        for (int k = 0; k < 300; k++) {
            var direction = new Direction(3 * random.nextDouble(), 6 * random.nextDouble());
            var vertex = new Vertex(
                    new Position(random.nextGaussian(0, 200), random.nextGaussian(0, 200), random.nextGaussian(0, 200)),
                    10_000 + random.nextGaussian(0, 1000),
                    Double.NaN);
            var scalar = new TrackLikelihood(hits, direction, vertex, work -> new ScalarKernel());
            var vector = new TrackLikelihood(hits, direction, vertex, VectorKernel::new);
            for (int j = 0; j < 4; j++) {
                double[] at = {random.nextGaussian(0, 50), random.nextGaussian(0, 50), random.nextGaussian(0, 50)};
                assertThat(evaluate(vector, at)).containsExactly(evaluate(scalar, at));
            }
        }
    }

    private static long[] evaluate(TrackLikelihood likelihood, double[] at) {
        double[] gradient = new double[3];
        double[] matrix = new double[9];
        double value = likelihood.evaluate(at, gradient);
        likelihood.curvature(matrix);
        return new long[] {
            Double.doubleToRawLongBits(value),
            Double.doubleToRawLongBits(gradient[0]),
            Double.doubleToRawLongBits(gradient[1]),
            Double.doubleToRawLongBits(gradient[2]),
            Double.doubleToRawLongBits(matrix[0]),
            Double.doubleToRawLongBits(matrix[8])
        };
    }
}
