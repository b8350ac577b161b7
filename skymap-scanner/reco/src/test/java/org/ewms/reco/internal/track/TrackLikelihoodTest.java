package org.ewms.reco.internal.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.ewms.icecube.Direction;
import org.ewms.icecube.Position;
import org.ewms.reco.Events;
import org.ewms.reco.Vertex;
import org.ewms.reco.internal.pandel.ExactDensity;
import org.ewms.reco.internal.pandel.Medium;
import org.ewms.reco.simulation.Simulated;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrackLikelihoodTest {
    private static final double NOISE = 1e-8;
    private static final Simulated EVENT = Events.track(7);

    private static TrackHits hits(boolean multi) {
        var cleaned = Events.cleaned(EVENT.pulses());
        return multi
                ? TrackHits.firstOfAll(cleaned, Events.GEOMETRY, NOISE)
                : TrackHits.first(cleaned, Events.GEOMETRY, NOISE);
    }

    @Test
    void is_the_sum_of_exact_densities_written_down_from_the_formulas() {
        var direction = new Direction(1.1, 2.2);
        var vertex = new Vertex(new Position(20, -30, 40), 9900, Double.NaN);
        var hits = hits(false);
        double sum = 0;
        for (int i = 0; i < hits.doms(); i++) {
            sum -= StrictMath.log(
                    exact(direction, vertex, new Position(hits.x[i], hits.y[i], hits.z[i]), hits.time[i]) + NOISE);
        }
        double found = new TrackLikelihood(hits, direction, vertex).evaluate(new double[3], new double[3]);
        assertThat(found).isCloseTo(sum, within(4e-5 * hits.doms()));
    }

    /** Reference formulas, written independently of the kernels. */
    private static double exact(Direction d, Vertex v, Position dom, double hit) {
        double rx = dom.x() - v.position().x();
        double ry = dom.y() - v.position().y();
        double rz = dom.z() - v.position().z();
        double l = rx * d.travelX() + ry * d.travelY() + rz * d.travelZ();
        double rho = Math.sqrt(rx * rx + ry * ry + rz * rz - l * l);
        double angle = StrictMath.acos(1 / 1.3195);
        double geometric = v.time()
                + (l - rho / StrictMath.tan(angle)) / 0.299792458
                + rho * 1.35634 / (0.299792458 * StrictMath.sin(angle));
        double ez = (rz - l * d.travelZ()) / rho;
        double u = StrictMath.cos(angle) * d.travelZ() + StrictMath.sin(angle) * ez;
        double effective = 0.84 * rho + 3.1 - 3.9 * u + 4.6 * u * u;
        return StrictMath.exp(new ExactDensity(Medium.TRACK, hit - geometric)
                .at(effective / 33.3)
                .value());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void gradient_agrees_with_differences(boolean multi) {
        var likelihood = new TrackLikelihood(hits(multi), EVENT.direction(), EVENT.vertex());
        var random = new SplittableRandom(4);
        double[] gradient = new double[3];
        double[] ignored = new double[3];
        for (int k = 0; k < 50; k++) {
            double[] at = {random.nextGaussian(0, 30), random.nextGaussian(0, 30), random.nextGaussian(0, 30)};
            likelihood.evaluate(at, gradient);
            for (int i = 0; i < 3; i++) {
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
    void moving_along_the_track_is_the_same_as_moving_in_time() {
        var hits = hits(false);
        var v = EVENT.vertex();
        double moved = new TrackLikelihood(hits, EVENT.direction(), v).evaluate(new double[] {0, 0, 12}, new double[3]);
        var earlier = new Vertex(v.position(), v.time() - 12 / Medium.C, Double.NaN);
        double shifted = new TrackLikelihood(hits, EVENT.direction(), earlier).evaluate(new double[3], new double[3]);
        assertThat(moved).isCloseTo(shifted, within(1e-8));
    }

    @Test
    void noise_bounds_what_a_single_dom_can_cost() {
        var hits = hits(false);
        var far = new Vertex(EVENT.vertex().position(), EVENT.vertex().time() + 1e7, Double.NaN);
        double worst = new TrackLikelihood(hits, EVENT.direction(), far).evaluate(new double[3], new double[3]);
        assertThat(worst).isCloseTo(-hits.doms() * StrictMath.log(NOISE), within(1e-9));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void has_no_finite_gradient_and_value_where_the_arguments_are_not_finite(double wild) {
        var v = new Vertex(new Position(wild, 0, 0), 0, Double.NaN);
        assertThat(VertexFit.fit(hits(false), EVENT.direction(), v).llh()).isNaN();
        var late = new Vertex(new Position(0, 0, 0), wild, Double.NaN);
        assertThat(VertexFit.fit(hits(false), EVENT.direction(), late).llh()).isNaN();
        assertThat(VertexFit.fit(hits(true), new Direction(wild, 1), EVENT.vertex())
                        .llh())
                .isNaN();
    }
}
