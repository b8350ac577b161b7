package org.ewms.reco.internal;

import java.util.Map;
import java.util.Set;
import org.ewms.icecube.DetectorGeometry;
import org.ewms.icecube.Position;
import org.ewms.icecube.PulseCleaning;
import org.ewms.icecube.PulseSeries;
import org.ewms.reco.FitRequest;
import org.ewms.reco.PixelFit;
import org.ewms.reco.Reconstruction;
import org.ewms.reco.Vertex;
import org.ewms.reco.internal.cascade.CascadeHits;
import org.ewms.reco.internal.cascade.CascadeLikelihood;
import org.ewms.reco.internal.track.TrackFrame;

/**
 * {@code cascade}: first light and charges of a point source in approximate bulk ice. The time term fixes the vertex, the charges (dark DOMs within 400 m
 * included) energy and direction.
 */
public final class CascadeReconstruction implements Reconstruction {
    private static final Set<String> OPTIONS = Set.of("pulses", "variations", "noise");
    private static final double RADIUS = 400;
    private static final double NOISE_HZ = 10;
    private static final int LAST_STRING = PulseCleaning.FIRST_DEEPCORE_STRING - 1;

    @Override
    public String name() {
        return "cascade";
    }

    @Override
    public String summary() {
        return "point-like shower: first light and charges in approximate bulk ice; fits energy too";
    }

    @Override
    public Prepared prepare(PulseSeries pulses, DetectorGeometry geometry, Map<String, String> options) {
        var checked = Options.of(name(), options, OPTIONS);
        var variations = checked.choice("variations", Variations.POINT);
        double noise = checked.number("noise", NOISE_HZ, 1e-3, 1e6) * 1e-9;
        var used = Light.choose(name(), checked.choice("pulses", PulseChoice.CLEANED), pulses, geometry);
        var onset = SeedVertex.of(pulses, used, geometry);
        var hits = CascadeHits.of(used, geometry, LAST_STRING, onset.position(), RADIUS);
        return new Ready(hits, CascadeLikelihood.start(hits, onset), variations, noise);
    }

    private record Ready(CascadeHits hits, Vertex seed, Variations kind, double noise) implements Prepared {
        @Override
        public int variations() {
            return kind.count();
        }

        @Override
        public PixelFit fit(FitRequest request) {
            Vertex from = request.seed();
            Position start = kind.apply(from.position(), request.variation(), TrackFrame.of(request.direction()));
            double energy = from.energy() > 0 ? from.energy() : seed.energy();
            var anchor = new Vertex(start, from.time(), energy);
            var result = new CascadeLikelihood(hits, request.direction(), anchor, noise).fit();
            double deposited = result.vertex().energy();
            return new PixelFit(result.llh(), result.vertex(), deposited, deposited);
        }
    }
}
