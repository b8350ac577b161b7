package org.ewms.icecube.internal.cleaning;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.ewms.icecube.ChargeVertex;
import org.ewms.icecube.DetectorGeometry;
import org.ewms.icecube.Position;
import org.ewms.icecube.PulseSeries;

/** Finds where the light sets in. */
public final class VetoVertex {
    private static final double WINDOW = 3000;

    private record Hit(double time, double charge, Position position) {}

    private VetoVertex() {}

    /** The vertex, empty if the charge is never reached. */
    public static Optional<ChargeVertex> find(PulseSeries pulses, DetectorGeometry geometry, double threshold) {
        List<Hit> hits = hits(pulses, geometry);
        int end = 0;
        double inWindow = 0;
        for (int i = 0; i < hits.size(); i++) {
            while (end < hits.size() && hits.get(end).time <= hits.get(i).time + WINDOW) {
                inWindow += hits.get(end++).charge;
            }
            if (inWindow >= threshold) {
                return Optional.of(vertex(hits.subList(i, end), threshold));
            }
            inWindow -= hits.get(i).charge;
        }
        return Optional.empty();
    }

    private static List<Hit> hits(PulseSeries pulses, DetectorGeometry geometry) {
        var hits = new ArrayList<Hit>();
        pulses.pulses()
                .forEach((dom, list) -> geometry.position(dom)
                        .ifPresent(position ->
                                list.forEach(pulse -> hits.add(new Hit(pulse.time(), pulse.charge(), position)))));
        hits.sort(Comparator.comparingDouble(Hit::time));
        return hits;
    }

    private static ChargeVertex vertex(List<Hit> hits, double threshold) {
        double charge = 0;
        double x = 0;
        double y = 0;
        double z = 0;
        double time = 0;
        for (Hit hit : hits) {
            charge += hit.charge;
            x += hit.charge * hit.position.x();
            y += hit.charge * hit.position.y();
            z += hit.charge * hit.position.z();
            time = hit.time;
            if (charge >= threshold) {
                break;
            }
        }
        return new ChargeVertex(new Position(x / charge, y / charge, z / charge), time);
    }
}
