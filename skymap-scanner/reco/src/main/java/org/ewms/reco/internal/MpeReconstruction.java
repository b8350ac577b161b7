package org.ewms.reco.internal;

import org.ewms.icecube.DetectorGeometry;
import org.ewms.icecube.PulseSeries;
import org.ewms.reco.internal.track.TrackHits;

/** {@code mpe}: the first pulse as the earliest of as many photons as the DOM's charge says. */
public final class MpeReconstruction extends TrackReconstruction {
    @Override
    public String name() {
        return "mpe";
    }

    @Override
    public String summary() {
        return "track from the first of N photons in every DOM; sharper direction than spe, contours need calibration";
    }

    @Override
    TrackHits pack(PulseSeries pulses, DetectorGeometry geometry, double noise) {
        return TrackHits.firstOfAll(pulses, geometry, noise);
    }
}
