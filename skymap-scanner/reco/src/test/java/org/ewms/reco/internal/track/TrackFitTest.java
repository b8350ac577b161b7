package org.ewms.reco.internal.track;

import static org.assertj.core.api.Assertions.assertThat;

import org.ewms.reco.Events;
import org.junit.jupiter.api.Test;

class TrackFitTest {
    @Test
    void finds_simulated_directions_as_well_as_the_likelihood_says() {
        int inside = 0;
        for (long seed = 1; seed <= 20; seed++) {
            var event = Events.track(seed);
            var hits = TrackHits.first(Events.cleaned(event.pulses()), Events.GEOMETRY, 1e-8);
            var fit = TrackFit.fit(hits, event.direction(), event.vertex());
            double truth =
                    VertexFit.fit(hits, event.direction(), event.vertex()).llh();
            assertThat(fit.llh()).isLessThanOrEqualTo(truth);
            assertThat(StrictMath.toDegrees(Events.angle(fit.direction(), event.direction())))
                    .as("seed %s", seed)
                    .isLessThan(2);
            inside += 2 * (truth - fit.llh()) < 4.61 ? 1 : 0;
        }
        // 90 % contours: of 20, fewer than 14 inside happens once in 500.
        assertThat(inside).isBetween(14, 20);
    }
}
