package org.ewms.reco.internal;

import java.util.Locale;
import org.ewms.icecube.DetectorGeometry;
import org.ewms.icecube.PulseSeries;
import org.ewms.reco.RecoException;

/** The light a reconstruction works with, if there is enough. */
final class Light {
    private static final int LEAST_DOMS = 5;

    private Light() {}

    /**
     * @throws RecoException when too few DOMs are left
     */
    static PulseSeries choose(String reco, PulseChoice choice, PulseSeries pulses, DetectorGeometry geometry) {
        var used = choice.of(pulses, geometry);
        if (used.doms() < LEAST_DOMS) {
            throw new RecoException("reco '" + reco + "' needs light in at least " + LEAST_DOMS
                    + " DOMs; of the event's "
                    + pulses.doms() + ", pulses=" + choice.name().toLowerCase(Locale.ROOT) + " leaves " + used.doms()
                    + "; try another choice of pulses");
        }
        return used;
    }
}
