package org.ewms.reco.internal;

import org.ewms.icecube.DetectorGeometry;
import org.ewms.icecube.PulseSeries;
import org.ewms.reco.internal.track.TrackHits;

/** {@code spe}: first pulse of every DOM, Gauss-convoluted Pandel density. */
public final class SpeReconstruction extends TrackReconstruction {
    @Override
    public String name() {
        return "spe";
    }

    @Override
    public String summary() {
        return "track from the first pulse of every DOM (Gauss-convoluted Pandel); fast, contours cover";
    }

    @Override
    TrackHits pack(PulseSeries pulses, DetectorGeometry geometry, double noise) {
        return TrackHits.first(pulses, geometry, noise);
    }
}
