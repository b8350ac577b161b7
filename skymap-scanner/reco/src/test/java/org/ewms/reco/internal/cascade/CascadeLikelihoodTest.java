package org.ewms.reco.internal.cascade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.ewms.icecube.Direction;
import org.ewms.icecube.Particle;
import org.ewms.icecube.PulseCleaning;
import org.ewms.reco.Events;
import org.ewms.reco.RealEvents;
import org.ewms.reco.Vertex;
import org.junit.jupiter.api.Test;

class CascadeLikelihoodTest {
    private static final double NOISE = 1e-8;

    private static CascadeHits hits(long seed) {
        var event = Events.cascade(seed);
        return CascadeHits.of(
                Events.cleaned(event.pulses()),
                Events.GEOMETRY,
                78,
                event.vertex().position(),
                400);
    }

    @Test
    void gradient_agrees_with_differences() {
        var event = Events.cascade(2);
        var likelihood = new CascadeLikelihood(hits(2), event.direction(), event.vertex(), NOISE);
        var random = new SplittableRandom(5);
        double[] gradient = new double[5];
        double[] ignored = new double[5];
        for (int k = 0; k < 20; k++) {
            double[] at = random.doubles(5, -15, 15).toArray();
            likelihood.evaluate(at, gradient);
            for (int i = 0; i < 5; i++) {
                double h = 1e-4;
                at[i] += h;
                double up = likelihood.evaluate(at, ignored);
                at[i] -= 2 * h;
                double down = likelihood.evaluate(at, ignored);
                at[i] += h;
                assertThat(gradient[i]).isCloseTo((up - down) / (2 * h), within(1e-4 * (1 + Math.abs(gradient[i]))));
            }
        }
    }

    @Test
    void recovers_vertex_and_energy_of_simulated_cascades() {
        for (long seed = 1; seed <= 6; seed++) {
            var event = Events.cascade(seed);
            var hits = hits(seed);
            var v = event.vertex();
            var onset = new Vertex(v.position().plus(20, -25, 15), v.time() + 150, Double.NaN);
            var fit = new CascadeLikelihood(hits, event.direction(), CascadeLikelihood.start(hits, onset), NOISE).fit();
            assertThat(fit.vertex().position().distance(v.position()))
                    .as("seed %s", seed)
                    .isLessThan(8);
            assertThat(fit.vertex().energy() / v.energy()).isBetween(0.8, 1.25);
        }
    }

    @Test
    void truth_is_better_than_the_opposite_direction() {
        int better = 0;
        for (long seed = 1; seed <= 10; seed++) {
            var event = Events.cascade(seed);
            var d = event.direction();
            var opposite = new Direction(StrictMath.PI - d.zenith(), d.azimuth() + StrictMath.PI);
            double right = new CascadeLikelihood(hits(seed), d, event.vertex(), NOISE)
                    .fit()
                    .llh();
            double wrong = new CascadeLikelihood(hits(seed), opposite, event.vertex(), NOISE)
                    .fit()
                    .llh();
            better += right < wrong ? 1 : 0;
        }
        assertThat(better).isGreaterThanOrEqualTo(9);
    }

    @Test
    void time_likelihood_at_the_stored_vertex_of_a_contained_cascade_is_the_stored_one() {
        var event = RealEvents.read(RealEvents.HESE_2017);
        Particle stored = event.fit("HESE_CascadeLlhVertexFit").orElseThrow().particle();
        var p = stored.position();
        var hits = CascadeHits.of(PulseCleaning.hlc(event.pulses()), Events.GEOMETRY, 78, p, 0);
        double ours = new CascadeTiming(hits, NOISE)
                .evaluate(p.x(), p.y(), p.z(), stored.time(), new double[5], new Outer(1, 1, 1, 1, 1));
        // I3CscdLlhFitParams of the event: 1324.42.
        assertThat(ours).isCloseTo(1324.42, within(0.25));
    }
}
