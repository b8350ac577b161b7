package org.ewms.reco.simulation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ewms.icecube.DetectorGeometry;
import org.ewms.icecube.Direction;
import org.ewms.icecube.OmKey;
import org.ewms.icecube.Position;
import org.ewms.icecube.PulseSeries;
import org.ewms.reco.Vertex;
import org.ewms.reco.simulation.Simulated.Kind;

/**
 * Makes events from the model the reconstructions fit: charges from the approximate light yield (Poisson), arrival times from the Gauss-convoluted
 * Pandel density, noise at a constant rate, HLC flags from neighbours. A pure function of kind, seed and options.
 */
public final class EventSimulator {
    /** When the particle is at its vertex, ns after the event's start; as in real events. */
    private static final double VERTEX_TIME = 10_000;

    /** Noise is added from this long before the first light to this long after the last, ns. */
    private static final double MARGIN = 1500;

    /** Light is followed to this distance, m. */
    private static final double REACH = 500;

    /** No DOM counts more photons than this in one event: it would be saturated. */
    private static final int MOST_PHOTONS = 20_000;

    private static final int LAST_OM = 60;
    private static final int LEAST_DOMS = 8;
    private static final int MOST_TRIALS = 1000;

    private final DetectorGeometry geometry;

    public EventSimulator(DetectorGeometry geometry) {
        this.geometry = geometry;
    }

    /**
     * One event bright enough to be seen (at least 8 DOMs in local coincidence); particles that are not are drawn again, at most 1000 times.
     *
     * @throws IllegalStateException if none of these was
     */
    public Simulated simulate(Kind kind, long seed, SimulationOptions options) {
        var draw = new Draw(seed);
        for (int trial = 0; trial < MOST_TRIALS; trial++) {
            Direction direction = direction(draw, options);
            Vertex vertex = vertex(draw, options);
            var photons = light(kind, direction, vertex, draw);
            if (photons.isEmpty()) {
                continue;
            }
            addNoise(photons, draw, options.noiseRate());
            PulseSeries pulses = Readout.pulses(photons, draw);
            if (pulses.filter((dom, pulse) -> pulse.hlc()).doms() >= LEAST_DOMS) {
                return new Simulated(kind, direction, vertex, pulses, seed);
            }
        }
        throw new IllegalStateException("none of " + MOST_TRIALS + " simulated particles lit " + LEAST_DOMS
                + " DOMs; use more energy or a smaller cylinder than " + options);
    }

    private static Direction direction(Draw draw, SimulationOptions options) {
        Direction fixed = options.direction();
        if (fixed != null) {
            return fixed;
        }
        return new Direction(StrictMath.acos(draw.uniform(-1, 1)), draw.uniform(0, 2 * StrictMath.PI));
    }

    private static Vertex vertex(Draw draw, SimulationOptions options) {
        double r = options.radius() * Math.sqrt(draw.uniform(0, 1));
        double phi = draw.uniform(0, 2 * StrictMath.PI);
        double z = options.halfHeight() * draw.uniform(-1, 1);
        double energy = draw.logUniform(options.leastEnergy(), options.greatestEnergy());
        return new Vertex(new Position(r * StrictMath.cos(phi), r * StrictMath.sin(phi), z), VERTEX_TIME, energy);
    }

    /** Arrival times per DOM, ns, unsorted. */
    private Map<OmKey, List<Double>> light(Kind kind, Direction direction, Vertex vertex, Draw draw) {
        var source = kind == Kind.TRACK ? Source.track(direction, vertex) : Source.cascade(direction, vertex);
        var out = new TreeMap<OmKey, List<Double>>();
        for (Map.Entry<OmKey, Position> entry : geometry.positions().entrySet()) {
            if (entry.getKey().om() > LAST_OM) {
                continue;
            }
            var seen = source.at(entry.getValue());
            int photons = seen.distance() > REACH ? 0 : Math.min(MOST_PHOTONS, draw.poisson(seen.mean()));
            if (photons > 0) {
                var times = new ArrayList<Double>(photons);
                for (int k = 0; k < photons; k++) {
                    times.add(source.arrival(seen, draw));
                }
                out.put(entry.getKey(), times);
            }
        }
        return out;
    }

    private void addNoise(Map<OmKey, List<Double>> photons, Draw draw, double rate) {
        double first =
                photons.values().stream().mapToDouble(Collections::min).min().orElseThrow() - MARGIN;
        double last =
                photons.values().stream().mapToDouble(Collections::max).max().orElseThrow() + MARGIN;
        for (OmKey dom : geometry.positions().keySet()) {
            int hits = dom.om() > LAST_OM ? 0 : draw.poisson(rate * 1e-9 * (last - first));
            for (int k = 0; k < hits; k++) {
                photons.computeIfAbsent(dom, d -> new ArrayList<>()).add(draw.uniform(first, last));
            }
        }
    }
}
