package org.ewms.icecube;

import java.util.Optional;
import java.util.SortedSet;
import org.ewms.icecube.internal.cleaning.BusiestWindow;
import org.ewms.icecube.internal.cleaning.ChargeStatistics;
import org.ewms.icecube.internal.cleaning.SeededRadiusTime;
import org.ewms.icecube.internal.cleaning.VetoVertex;

/**
 * The preparations the original's reconstructions share. Pure functions; re-derived from the original's own intermediate
 * results, which they reproduce pulse for pulse.
 */
public final class PulseCleaning {
    /** Strings from here on are DeepCore: denser, with more sensitive modules. */
    public static final int FIRST_DEEPCORE_STRING = 79;
    /** How long the light of one particle lasts in the detector, ns. */
    public static final double EVENT_WINDOW = 6000;
    /** Charge that starts an event for the original's track reconstructions, photoelectrons. */
    public static final double VERTEX_THRESHOLD = 250;
    /** The same for events too dim for {@link #VERTEX_THRESHOLD}. */
    public static final double VERTEX_EMERGENCY_THRESHOLD = 5;
    /** Light this much later than half of a DOM's charge is not of the particle, ns. */
    public static final double LATE_RESIDUAL = 1500;

    /** The original's default for {@link #brightDoms}. */
    public static final double BRIGHT_FACTOR = 10;

    private PulseCleaning() {}

    /** Pulses in local coincidence: a neighbouring DOM saw light within a microsecond. */
    public static PulseSeries hlc(PulseSeries pulses) {
        return pulses.filter((dom, pulse) -> pulse.hlc());
    }

    /** Pulses on the strings before {@link #FIRST_DEEPCORE_STRING}. */
    public static PulseSeries withoutDeepCore(PulseSeries pulses) {
        return pulses.filter((dom, pulse) -> dom.string() < FIRST_DEEPCORE_STRING);
    }

    /**
     * Seeded radius-time cleaning: starts from the HLC pulses with at least two other HLC pulses within 150 m and 1000 ns,
     * and in three rounds adds whatever lies that close to the pulses already taken. Pulses of DOMs the geometry does not
     * know are dropped.
     */
    public static PulseSeries seededRadiusTime(PulseSeries pulses, DetectorGeometry geometry) {
        return SeededRadiusTime.clean(pulses, geometry);
    }

    /**
     * The window of a given length with the most pulses, the first such; both ends included.
     *
     * @param length ns
     */
    public static PulseSeries busiestWindow(PulseSeries pulses, double length) {
        return BusiestWindow.clean(pulses, length);
    }

    /** The original's {@code CleanedMuonPulses}: seeded radius-time, then the busiest {@link #EVENT_WINDOW}. */
    public static PulseSeries muonPulses(PulseSeries pulses, DetectorGeometry geometry) {
        return busiestWindow(seededRadiusTime(pulses, geometry), EVENT_WINDOW);
    }

    /**
     * Where the light sets in (the vertex of the original's {@code VHESelfVeto}): the HLC pulses in order of time, from the
     * first one that begins 3000 ns with enough charge until that charge is reached.
     *
     * @param threshold photoelectrons
     * @return empty if the event never has that much charge within 3000 ns
     */
    public static Optional<ChargeVertex> vetoVertex(PulseSeries pulses, DetectorGeometry geometry, double threshold) {
        return VetoVertex.find(hlc(pulses), geometry, threshold);
    }

    /**
     * Drops the pulses of a DOM that come too long after its charge-weighted median: light of later particles and echoes of
     * the electronics.
     *
     * @param residual from here on a pulse is late, ns; the original's is {@link #LATE_RESIDUAL}
     */
    public static LateCleaned withoutLatePulses(PulseSeries pulses, double residual) {
        return ChargeStatistics.withoutLatePulses(pulses, residual);
    }

    /**
     * DOMs so close to the particle that no model of the ice describes them.
     *
     * @param factor how many times the mean charge of the DOMs with light; see {@link #BRIGHT_FACTOR}
     */
    public static SortedSet<OmKey> brightDoms(PulseSeries pulses, double factor) {
        return ChargeStatistics.brightDoms(pulses, factor);
    }
}
