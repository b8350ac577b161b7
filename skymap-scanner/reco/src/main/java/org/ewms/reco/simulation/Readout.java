package org.ewms.reco.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ewms.icecube.OmKey;
import org.ewms.icecube.Pulse;
import org.ewms.icecube.PulseSeries;

/** From photons to pulses: charges, pile-up, local coincidence. */
final class Readout {
    /** Photons that follow within this time are one pulse, ns. */
    private static final double RESOLUTION = 8;

    /** Two DOMs of a string, at most two apart, within this time, ns, are in local coincidence. */
    private static final double COINCIDENCE = 1000;

    private static final int NEIGHBOURS = 2;
    private static final double CHARGE_SPREAD = 0.3;
    private static final double LEAST_CHARGE = 0.25;
    private static final int FADC = 4;
    private static final int HLC_ATWD = 3;

    private Readout() {}

    static PulseSeries pulses(Map<OmKey, List<Double>> photons, Draw draw) {
        photons.values().forEach(Collections::sort);
        var out = new TreeMap<OmKey, List<Pulse>>();
        photons.forEach((dom, times) -> out.put(dom, pulses(dom, times, photons, draw)));
        return new PulseSeries(out);
    }

    private static List<Pulse> pulses(OmKey dom, List<Double> times, Map<OmKey, List<Double>> all, Draw draw) {
        var out = new ArrayList<Pulse>();
        int next = 0;
        while (next < times.size()) {
            double start = times.get(next);
            double charge = 0;
            while (next < times.size() && times.get(next) <= start + RESOLUTION) {
                charge += Math.max(LEAST_CHARGE, 1 + CHARGE_SPREAD * draw.normal());
                next++;
            }
            int flags = coincident(dom, start, all) ? FADC | HLC_ATWD : FADC;
            out.add(new Pulse(start, charge, RESOLUTION, flags));
        }
        return out;
    }

    private static boolean coincident(OmKey dom, double time, Map<OmKey, List<Double>> all) {
        for (int om = dom.om() - NEIGHBOURS; om <= dom.om() + NEIGHBOURS; om++) {
            var others = om == dom.om() ? null : all.get(new OmKey(dom.string(), om));
            if (others != null && hasOneNear(others, time)) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasOneNear(List<Double> sorted, double time) {
        int at = Collections.binarySearch(sorted, time - COINCIDENCE);
        int first = at >= 0 ? at : -at - 1;
        return first < sorted.size() && sorted.get(first) <= time + COINCIDENCE;
    }
}
