package org.ewms.icecube.internal.cleaning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.ewms.icecube.DetectorGeometry;
import org.ewms.icecube.OmKey;
import org.ewms.icecube.Position;
import org.ewms.icecube.Pulse;
import org.ewms.icecube.PulseSeries;

/** Grows a set of pulses from a dense core. Times per DOM are kept sorted, so a neighbour is found by bisection. */
public final class SeededRadiusTime {
    private static final double RADIUS = 150;
    private static final double TIME = 1000;
    private static final int OTHERS_IN_CORE = 2;
    private static final int ROUNDS = 3;
    private static final double[] NONE = {};

    private final List<OmKey> doms = new ArrayList<>();
    private final List<List<Pulse>> pulses = new ArrayList<>();
    private final List<int[]> neighbours = new ArrayList<>();

    private SeededRadiusTime(PulseSeries series, DetectorGeometry geometry) {
        var positions = new ArrayList<Position>();
        series.pulses()
                .forEach((dom, list) -> geometry.position(dom).ifPresent(position -> {
                    doms.add(dom);
                    pulses.add(list);
                    positions.add(position);
                }));
        for (Position here : positions) {
            neighbours.add(IntStream.range(0, positions.size())
                    .filter(other -> here.distance(positions.get(other)) <= RADIUS)
                    .toArray());
        }
    }

    /** The cleaned pulses. */
    public static PulseSeries clean(PulseSeries series, DetectorGeometry geometry) {
        return new SeededRadiusTime(series, geometry).grow();
    }

    private PulseSeries grow() {
        double[][] hlc = times((dom, pulse) -> pulse.hlc());
        double[][] set = times((dom, pulse) -> pulse.hlc() && near(hlc, dom, pulse) > OTHERS_IN_CORE);
        for (int round = 0; round < ROUNDS; round++) {
            double[][] before = set;
            set = times((dom, pulse) -> near(before, dom, pulse) > 0);
        }
        return taken(set);
    }

    @FunctionalInterface
    private interface Choice {
        boolean takes(int dom, Pulse pulse);
    }

    /** The times of the pulses chosen, per DOM. */
    private double[][] times(Choice choice) {
        double[][] out = new double[doms.size()][];
        for (int i = 0; i < out.length; i++) {
            int dom = i;
            double[] times = pulses.get(i).stream()
                    .filter(pulse -> choice.takes(dom, pulse))
                    .mapToDouble(Pulse::time)
                    .sorted()
                    .toArray();
            out[i] = times.length == 0 ? NONE : times;
        }
        return out;
    }

    /** How many of the given times are near a pulse; it counts itself if it is one of them. */
    private long near(double[][] times, int dom, Pulse pulse) {
        long count = 0;
        for (int neighbour : neighbours.get(dom)) {
            double[] there = times[neighbour];
            count += below(there, Math.nextUp(pulse.time() + TIME)) - below(there, pulse.time() - TIME);
        }
        return count;
    }

    /** How many of the sorted times are smaller. */
    private static int below(double[] sorted, double limit) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < limit) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private PulseSeries taken(double[][] set) {
        var out = new TreeMap<OmKey, List<Pulse>>();
        for (int i = 0; i < set.length; i++) {
            double[] times = set[i];
            out.put(
                    doms.get(i),
                    pulses.get(i).stream()
                            .filter(pulse -> Arrays.binarySearch(times, pulse.time()) >= 0)
                            .toList());
        }
        return new PulseSeries(out);
    }
}
