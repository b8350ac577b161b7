package org.ewms.reco.internal;

import org.ewms.icecube.DetectorGeometry;
import org.ewms.icecube.PulseCleaning;
import org.ewms.icecube.PulseSeries;

/** Which pulses a fit uses. */
enum PulseChoice {
    /**
     * Seeded radius-time cleaned, the busiest 6 µs, without DeepCore: the pulses of the original's {@code splinempe}. With them our best {@code spe}
     * direction is the stored online SPEFit2.
     */
    CLEANED,

    /** Those in local coincidence, DeepCore included: the pulses of the stored HESE_SPEFit2. */
    HLC,

    /** All, noise too. */
    ALL;

    PulseSeries of(PulseSeries pulses, DetectorGeometry geometry) {
        return switch (this) {
            case CLEANED -> PulseCleaning.withoutDeepCore(PulseCleaning.muonPulses(pulses, geometry));
            case HLC -> PulseCleaning.hlc(pulses);
            case ALL -> pulses;
        };
    }
}
