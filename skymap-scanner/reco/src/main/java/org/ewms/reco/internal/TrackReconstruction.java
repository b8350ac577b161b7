package org.ewms.reco.internal;

import java.util.Map;
import java.util.Set;
import org.ewms.icecube.DetectorGeometry;
import org.ewms.icecube.PulseSeries;
import org.ewms.reco.FitRequest;
import org.ewms.reco.PixelFit;
import org.ewms.reco.Reconstruction;
import org.ewms.reco.Vertex;
import org.ewms.reco.internal.track.TrackFrame;
import org.ewms.reco.internal.track.TrackHits;
import org.ewms.reco.internal.track.VertexFit;

/** What the track reconstructions share: cleaning, seed, one vertex fit per request. */
abstract class TrackReconstruction implements Reconstruction {
    private static final Set<String> OPTIONS = Set.of("pulses", "variations", "noise");

    /** 10 Hz of noise, as the stored fits have it, 1/ns. */
    private static final double NOISE_HZ = 10;

    abstract TrackHits pack(PulseSeries pulses, DetectorGeometry geometry, double noise);

    @Override
    public Prepared prepare(PulseSeries pulses, DetectorGeometry geometry, Map<String, String> options) {
        var checked = Options.of(name(), options, OPTIONS);
        var variations = checked.choice("variations", Variations.CYLINDER);
        double noise = checked.number("noise", NOISE_HZ, 1e-3, 1e6) * 1e-9;
        var used = Light.choose(name(), checked.choice("pulses", PulseChoice.CLEANED), pulses, geometry);
        return new Ready(pack(used, geometry, noise), SeedVertex.of(pulses, used, geometry), variations);
    }

    private record Ready(TrackHits hits, Vertex seed, Variations kind) implements Prepared {
        @Override
        public int variations() {
            return kind.count();
        }

        @Override
        public PixelFit fit(FitRequest request) {
            var frame = TrackFrame.of(request.direction());
            var start = kind.apply(request.seed().position(), request.variation(), frame);
            var seed = new Vertex(start, request.seed().time(), Double.NaN);
            var result = VertexFit.fit(hits, request.direction(), seed);
            return new PixelFit(result.llh(), result.vertex(), Double.NaN, Double.NaN);
        }
    }
}
