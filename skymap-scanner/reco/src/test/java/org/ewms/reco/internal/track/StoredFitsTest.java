package org.ewms.reco.internal.track;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ewms.icecube.Direction;
import org.ewms.icecube.LocalFrame;
import org.ewms.icecube.Particle;
import org.ewms.icecube.PulseCleaning;
import org.ewms.icecube.StoredFit;
import org.ewms.reco.Events;
import org.ewms.reco.RealEvents;
import org.ewms.reco.Vertex;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our likelihood against the fits IceCube stored with its events. */
class StoredFitsTest {
    private static final double NOISE = 1e-8;

    @ParameterizedTest
    @ValueSource(strings = {RealEvents.HESE_2017, RealEvents.HESE_00, RealEvents.HESE_01})
    void likelihood_at_the_stored_spe_fit_is_the_stored_one(String file) {
        var event = RealEvents.read(file);
        var hits = TrackHits.first(PulseCleaning.hlc(event.pulses()), Events.GEOMETRY, NOISE);
        StoredFit fit = event.fit("HESE_SPEFit2").orElseThrow();
        double ours = at(hits, fit.particle());
        assertThat(ours).isCloseTo(fit.minusLogL().orElseThrow(), within(0.1));
    }

    @ParameterizedTest
    @ValueSource(strings = {RealEvents.HESE_2017, RealEvents.HESE_00, RealEvents.HESE_01})
    void our_best_direction_is_the_stored_spe_fit(String file) {
        var event = RealEvents.read(file);
        var hits = TrackHits.first(PulseCleaning.hlc(event.pulses()), Events.GEOMETRY, NOISE);
        Particle stored = event.fit("HESE_SPEFit2").orElseThrow().particle();
        var fit = TrackFit.fit(hits, stored.direction(), vertex(stored));
        assertThat(Events.angle(fit.direction(), stored.direction())).isLessThan(1e-3);
        assertThat(fit.llh()).isLessThanOrEqualTo(at(hits, stored));
    }

    @Test
    void our_best_direction_of_the_alert_is_the_online_spe_fit() {
        var event = RealEvents.read(RealEvents.ALERT);
        var hits = TrackHits.first(Events.cleaned(event.pulses()), Events.GEOMETRY, NOISE);
        Particle start = event.fit("l2_online_SplineMPE").orElseThrow().particle();
        var fit = TrackFit.fit(hits, start.direction(), vertex(start));
        // The alert message's spefit2: zenith, azimuth, −lnL.
        assertThat(Events.angle(fit.direction(), new Direction(1.56891, 4.87688)))
                .isLessThan(1e-3);
        assertThat(fit.llh()).isCloseTo(1195.592, within(0.1));
    }

    @Test
    void published_position_of_the_alert_lies_inside_our_spe_contour_and_near_our_best_fit() {
        var event = RealEvents.read(RealEvents.ALERT);
        var hits = TrackHits.first(Events.cleaned(event.pulses()), Events.GEOMETRY, NOISE);
        Particle start = event.fit("l2_online_SplineMPE").orElseThrow().particle();
        var fit = TrackFit.fit(hits, start.direction(), vertex(start));
        // IceCat-2.
        var published = new LocalFrame(event.mjd()).toLocal(StrictMath.toRadians(138.65), StrictMath.toRadians(0.15));
        double there = VertexFit.fit(hits, published, vertex(start)).llh();
        assertThat(2 * (there - fit.llh())).isBetween(0.0, 4.61);
        assertThat(StrictMath.toDegrees(Events.angle(published, fit.direction())))
                .isLessThan(0.5);
    }

    @Test
    void our_mpe_direction_of_the_alert_is_near_the_stored_spline_fit() {
        var event = RealEvents.read(RealEvents.ALERT);
        var hits = TrackHits.firstOfAll(Events.cleaned(event.pulses()), Events.GEOMETRY, NOISE);
        Particle stored = event.fit("l2_online_SplineMPE").orElseThrow().particle();
        var fit = TrackFit.fit(hits, stored.direction(), vertex(stored));
        assertThat(StrictMath.toDegrees(Events.angle(fit.direction(), stored.direction())))
                .isLessThan(0.15);
    }

    private static double at(TrackHits hits, Particle particle) {
        return new TrackLikelihood(hits, particle.direction(), vertex(particle)).evaluate(new double[3], new double[3]);
    }

    private static Vertex vertex(Particle particle) {
        return new Vertex(particle.position(), particle.time(), Double.NaN);
    }
}
