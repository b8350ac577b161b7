package org.ewms.reco;

import org.ewms.icecube.DetectorGeometry;
import org.ewms.icecube.Direction;
import org.ewms.icecube.PulseCleaning;
import org.ewms.icecube.PulseSeries;
import org.ewms.reco.simulation.EventSimulator;
import org.ewms.reco.simulation.Simulated;
import org.ewms.reco.simulation.SimulationOptions;

/** Simulated events for tests. */
public final class Events {
    public static final DetectorGeometry GEOMETRY = DetectorGeometry.icecube86();

    private Events() {}

    public static Simulated track(long seed) {
        return new EventSimulator(GEOMETRY).simulate(Simulated.Kind.TRACK, seed, SimulationOptions.defaults());
    }

    public static Simulated cascade(long seed) {
        return new EventSimulator(GEOMETRY).simulate(Simulated.Kind.CASCADE, seed, SimulationOptions.defaults());
    }

    public static PulseSeries cleaned(PulseSeries pulses) {
        return PulseCleaning.withoutDeepCore(PulseCleaning.muonPulses(pulses, GEOMETRY));
    }

    /** Angle between two directions, radians. */
    public static double angle(Direction a, Direction b) {
        double x = a.travelX() - b.travelX();
        double y = a.travelY() - b.travelY();
        double z = a.travelZ() - b.travelZ();
        return 2 * StrictMath.asin(Math.min(1, 0.5 * Math.sqrt(x * x + y * y + z * z)));
    }
}
