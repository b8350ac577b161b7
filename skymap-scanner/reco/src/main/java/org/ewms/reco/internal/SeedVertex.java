package org.ewms.reco.internal;

import org.ewms.icecube.DetectorGeometry;
import org.ewms.icecube.Position;
import org.ewms.icecube.PulseCleaning;
import org.ewms.icecube.PulseSeries;
import org.ewms.reco.RecoException;
import org.ewms.reco.Vertex;

/** Where the first round starts: where the light sets in, as in the original; in events too dim for that, the middle of the light. */
final class SeedVertex {
    private SeedVertex() {}

    /**
     * @param all the event's pulses
     * @param used those the fit uses, not empty
     */
    static Vertex of(PulseSeries all, PulseSeries used, DetectorGeometry geometry) {
        return PulseCleaning.vetoVertex(all, geometry, PulseCleaning.VERTEX_THRESHOLD)
                .or(() -> PulseCleaning.vetoVertex(all, geometry, PulseCleaning.VERTEX_EMERGENCY_THRESHOLD))
                .map(found -> new Vertex(found.position(), found.time(), Double.NaN))
                .orElseGet(() -> middle(used, geometry));
    }

    private static Vertex middle(PulseSeries pulses, DetectorGeometry geometry) {
        double x = 0;
        double y = 0;
        double z = 0;
        double time = 0;
        for (var entry : pulses.pulses().entrySet()) {
            Position p = geometry.position(entry.getKey())
                    .orElseThrow(() -> new RecoException("the detector geometry has no DOM " + entry.getKey()));
            x += p.x();
            y += p.y();
            z += p.z();
            time += entry.getValue().getFirst().time();
        }
        int n = pulses.doms();
        return new Vertex(new Position(x / n, y / n, z / n), time / n, Double.NaN);
    }
}
