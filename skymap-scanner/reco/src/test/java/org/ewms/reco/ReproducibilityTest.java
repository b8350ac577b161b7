package org.ewms.reco;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.ewms.icecube.Direction;
import org.ewms.icecube.Position;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReproducibilityTest {
    @ParameterizedTest
    @ValueSource(strings = {"spe", "mpe", "cascade", "dummy"})
    void fits_are_the_same_on_any_thread_in_any_order(String name) throws Exception {
        var event = Events.track(4);
        var prepared = Reconstructions.named(name).prepare(event.pulses(), Events.GEOMETRY, Map.of());
        int count = name.equals("cascade") ? 10 : 80;
        List<Callable<PixelFit>> fits = IntStream.range(0, count)
                .mapToObj(i -> (Callable<PixelFit>) () -> prepared.fit(request(prepared, i)))
                .toList();
        List<PixelFit> alone = IntStream.range(0, count)
                .mapToObj(i -> prepared.fit(request(prepared, i)))
                .toList();
        try (var pool = Executors.newFixedThreadPool(4)) {
            var together = pool.invokeAll(fits.reversed());
            for (int i = 0; i < count; i++) {
                assertThat(together.get(count - 1 - i).get()).isEqualTo(alone.get(i));
            }
        }
    }

    private static FitRequest request(Reconstruction.Prepared prepared, int i) {
        var random = new SplittableRandom(i);
        var direction = new Direction(StrictMath.acos(random.nextDouble(-1, 1)), random.nextDouble(6.28));
        return new FitRequest(direction, prepared.seed(), i % prepared.variations(), i);
    }

    @ParameterizedTest
    @CsvSource({"spe,800", "mpe,800", "cascade,40"})
    void no_seed_makes_a_fit_throw(String name, int count) {
        var event = Events.track(4);
        var prepared = Reconstructions.named(name).prepare(event.pulses(), Events.GEOMETRY, Map.of());
        var random = new SplittableRandom(99);
        double[] wild = {
            Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0, -0.0, 1e308, -1e308, 1e-308, 1e6, 3
        };
        for (int k = 0; k < count; k++) {
            double[] v = random.doubles(6, -500, 500).toArray();
            v[random.nextInt(6)] = wild[random.nextInt(wild.length)];
            v[random.nextInt(6)] = wild[random.nextInt(wild.length)];
            var request = new FitRequest(
                    new Direction(v[0], v[1]), new Vertex(new Position(v[2], v[3], v[4]), v[5], Double.NaN), 0, k);
            var fit = prepared.fit(request);
            assertThat(Double.isInfinite(fit.llh())).as("%s", request).isFalse();
        }
    }
}
