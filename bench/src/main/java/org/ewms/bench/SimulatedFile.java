package org.ewms.bench;

import java.util.TreeMap;
import org.ewms.icecube.DetectorGeometry;
import org.ewms.icecube.RealtimeEventWriter;
import org.ewms.icecube.SimulatedEvent;
import org.ewms.reco.simulation.EventSimulator;
import org.ewms.reco.simulation.Simulated;
import org.ewms.reco.simulation.SimulationOptions;

/**
 * A simulated event as the file a scan reads.
 *
 * @param content of the file
 * @param mjd of the event: every seed has its own sidereal time, so that directions fall anywhere on the sky's grid
 */
@SuppressWarnings("ArrayRecordComponent")
public record SimulatedFile(String name, byte[] content, double mjd, Simulated truth) {
    private static final int RUN = 900_000;
    private static final double FIRST_MJD = 59_000;
    private static final double STEP = 0.3819660113;

    /** The event of one seed; the same bytes each time. */
    public static SimulatedFile of(Simulated.Kind kind, long seed, SimulationOptions options) {
        Simulated simulated = new EventSimulator(DetectorGeometry.icecube86()).simulate(kind, seed, options);
        double mjd = FIRST_MJD + STEP * (seed % 10_000);
        var event = new SimulatedEvent(
                RUN, (int) (seed & Integer.MAX_VALUE), mjd, "neutrino", simulated.pulses(), new TreeMap<>(), seed);
        return new SimulatedFile("simulated-" + seed + ".json", RealtimeEventWriter.toJson(event), mjd, simulated);
    }
}
