package org.ewms.reco.internal.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ewms.icecube.Direction;
import org.ewms.icecube.Position;
import org.ewms.reco.Events;
import org.ewms.reco.Vertex;
import org.hipparchus.optim.InitialGuess;
import org.hipparchus.optim.MaxEval;
import org.hipparchus.optim.SimpleValueChecker;
import org.hipparchus.optim.nonlinear.scalar.GoalType;
import org.hipparchus.optim.nonlinear.scalar.ObjectiveFunction;
import org.hipparchus.optim.nonlinear.scalar.noderiv.NelderMeadSimplex;
import org.hipparchus.optim.nonlinear.scalar.noderiv.SimplexOptimizer;
import org.junit.jupiter.api.Test;

class VertexFitTest {
    private static TrackHits hits(long seed) {
        return TrackHits.first(Events.cleaned(Events.track(seed).pulses()), Events.GEOMETRY, 1e-8);
    }

    @Test
    void recovers_where_the_simulated_track_passed() {
        for (long seed = 1; seed <= 5; seed++) {
            var event = Events.track(seed);
            var v = event.vertex();
            var seedVertex = new Vertex(v.position().plus(25, -35, 40), v.time() + 300, Double.NaN);
            var fit = VertexFit.fit(hits(seed), event.direction(), seedVertex);
            double atTruth =
                    new TrackLikelihood(hits(seed), event.direction(), v).evaluate(new double[3], new double[3]);
            assertThat(fit.llh()).isLessThanOrEqualTo(atTruth);
            assertThat(distanceAcross(
                            event.direction(), v.position(), fit.vertex().position()))
                    .as("seed %s", seed)
                    .isLessThan(4);
        }
    }

    private static double distanceAcross(Direction direction, Position a, Position b) {
        var f = TrackFrame.of(direction);
        double x = a.x() - b.x();
        double y = a.y() - b.y();
        double z = a.z() - b.z();
        return Math.hypot(x * f.ax() + y * f.ay() + z * f.az(), x * f.bx() + y * f.by());
    }

    @Test
    void does_not_mind_a_seed_whose_time_is_microseconds_off() {
        var event = Events.track(2);
        var v = event.vertex();
        double noise = -hits(2).doms() * StrictMath.log(1e-8);
        double good = VertexFit.fit(hits(2), event.direction(), v).llh();
        for (double off : new double[] {-5000, 3000, 20_000}) {
            var late = new Vertex(v.position(), v.time() + off, Double.NaN);
            assertThat(VertexFit.fit(hits(2), event.direction(), late).llh())
                    .isCloseTo(good, within(0.01 * (noise - good)));
        }
    }

    @Test
    void needs_a_third_of_the_evaluations_of_a_simplex_and_ends_no_higher() {
        var event = Events.track(3);
        var hits = hits(3);
        var v = event.vertex();
        int ours = 0;
        int simplex = 0;
        for (int k = 0; k < 10; k++) {
            var seed = new Vertex(v.position().plus(6 * k - 30, 20 - 4 * k, 3 * k), v.time(), Double.NaN);
            var fit = VertexFit.fit(hits, event.direction(), seed);
            var likelihood = new TrackLikelihood(hits, event.direction(), seed);
            var optimiser = new SimplexOptimizer(new SimpleValueChecker(-1, 1e-5));
            var found = optimiser.optimize(
                    new MaxEval(5000),
                    GoalType.MINIMIZE,
                    new InitialGuess(new double[3]),
                    new NelderMeadSimplex(3, 20),
                    new ObjectiveFunction(at -> likelihood.evaluate(at, new double[3])));
            assertThat(fit.llh()).isLessThan(found.getValue() + 1e-3);
            ours += fit.evaluations();
            simplex += optimiser.getEvaluations();
        }
        System.out.println("evaluations of ten fits: BFGS " + ours + ", Nelder-Mead " + simplex);
        assertThat(3 * ours).isLessThan(simplex);
    }
}
