package org.ewms.reco.internal.cascade;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ewms.icecube.DetectorGeometry;
import org.ewms.icecube.OmKey;
import org.ewms.icecube.Position;
import org.ewms.icecube.Pulse;
import org.ewms.icecube.PulseSeries;
import org.ewms.reco.RecoException;
import org.ewms.reco.internal.light.LightYield;

/**
 * The DOMs a cascade fit looks at: first those with light, then dark ones near the seed. Immutable.
 */
public final class CascadeHits {
    final int lit;
    final double[] x;
    final double[] y;
    final double[] z;

    /** First pulse, ns; lit DOMs only. */
    final double[] time;

    /** Summed charge, photoelectrons. */
    final double[] charge;

    private CascadeHits(List<Position> doms, List<List<Pulse>> pulses) {
        lit = pulses.size();
        x = doms.stream().mapToDouble(Position::x).toArray();
        y = doms.stream().mapToDouble(Position::y).toArray();
        z = doms.stream().mapToDouble(Position::z).toArray();
        time = pulses.stream().mapToDouble(p -> p.getFirst().time()).toArray();
        charge = new double[x.length];
        for (int i = 0; i < lit; i++) {
            for (Pulse pulse : pulses.get(i)) {
                charge[i] += pulse.charge();
            }
            if (!Double.isFinite(x[i] + y[i] + z[i] + time[i] + charge[i])) {
                throw new RecoException("a DOM with light has a position, time or charge that is not a finite number");
            }
        }
    }

    /**
     * @param pulses cleaned
     * @param lastString DOMs of later strings are left out
     * @param centre of the sphere in which dark DOMs count
     * @param radius of that sphere, m
     */
    public static CascadeHits of(
            PulseSeries pulses, DetectorGeometry geometry, int lastString, Position centre, double radius) {
        var doms = new ArrayList<Position>();
        var light = new ArrayList<List<Pulse>>();
        for (Map.Entry<OmKey, List<Pulse>> entry : pulses.pulses().entrySet()) {
            OmKey dom = entry.getKey();
            doms.add(
                    geometry.position(dom)
                            .orElseThrow(
                                    () -> new RecoException(
                                            "pulses of DOM " + dom
                                                    + ", which the detector geometry does not have; use the geometry the event was taken with")));
            light.add(entry.getValue());
        }
        geometry.positions().forEach((dom, at) -> {
            boolean counts = dom.string() <= lastString && dom.om() <= 60 && at.distance(centre) <= radius;
            if (counts && !pulses.pulses().containsKey(dom)) {
                doms.add(at);
            }
        });
        return new CascadeHits(doms, light);
    }

    /** Energy at which a cascade at this place is as bright as the event, GeV. */
    double energyAt(Position place) {
        double[] light = new double[2];
        double seen = 0;
        double perGev = 0;
        for (int i = 0; i < x.length; i++) {
            LightYield.cascade(1 + place.distance(new Position(x[i], y[i], z[i])), light);
            seen += charge[i];
            perGev += light[0];
        }
        return Math.max(1, seen) / Math.max(perGev, 1e-12);
    }

    public int lit() {
        return lit;
    }

    public int doms() {
        return x.length;
    }
}
