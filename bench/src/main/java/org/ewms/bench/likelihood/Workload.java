package org.ewms.bench.likelihood;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.ewms.icecube.DetectorGeometry;
import org.ewms.icecube.Direction;
import org.ewms.icecube.OmKey;
import org.ewms.icecube.Position;
import org.ewms.icecube.Pulse;
import org.ewms.icecube.PulseCleaning;
import org.ewms.icecube.PulseSeries;
import org.ewms.reco.Vertex;
import org.ewms.reco.internal.pandel.DensityTable;
import org.ewms.reco.internal.pandel.Medium;
import org.ewms.reco.internal.track.TrackFrame;
import org.ewms.reco.simulation.EventSimulator;
import org.ewms.reco.simulation.Simulated;
import org.ewms.reco.simulation.SimulationOptions;

/** A simulated muon and the points at which its likelihood is computed: what a fit would ask for. */
record Workload(PulseSeries pulses, DetectorGeometry geometry, Direction direction, Vertex vertex, double[] points) {
    static final double NOISE = 1e-8;
    private static final int POINTS = 64;

    static Workload of(long seed) {
        var geometry = DetectorGeometry.icecube86();
        var event = new EventSimulator(geometry)
                .simulate(
                        Simulated.Kind.TRACK, seed, SimulationOptions.defaults().withEnergy(4e4, 5e4));
        var pulses = PulseCleaning.withoutDeepCore(PulseCleaning.muonPulses(event.pulses(), geometry));
        var random = new SplittableRandom(seed);
        double[] points = random.doubles(3L * POINTS, -20, 20).toArray();
        return new Workload(pulses, geometry, event.direction(), event.vertex(), points);
    }

    int doms() {
        return pulses.doms();
    }

    int count() {
        return points.length / 3;
    }

    double[] point(int k) {
        return new double[] {points[3 * k], points[3 * k + 1], points[3 * k + 2]};
    }

    /** Writes what the C program reads. */
    void write(Path file) throws IOException {
        double[] table = DensityTable.track().density();
        int doubles = 6 + table.length + 4 * doms() + points.length;
        var out = ByteBuffer.allocate(24 + 8 * doubles).order(ByteOrder.LITTLE_ENDIAN);
        out.putLong(doms()).putLong(table.length).putLong(count());
        double cos = 1 / Medium.PHASE_INDEX;
        double sin = Math.sqrt(1 - cos * cos);
        var frame = TrackFrame.of(direction);
        out.putDouble((Medium.GROUP_INDEX / sin - cos / sin) / Medium.C);
        out.putDouble(1 / Medium.TRACK.scatteringLength());
        out.putDouble(cos * frame.dz())
                .putDouble(sin * frame.az())
                .putDouble(0.84)
                .putDouble(1e-4);
        put(out, table);
        put(out, projected(frame));
        for (int k = 0; k < points.length; k++) {
            out.putDouble(k % 3 == 2 ? points[k] / Medium.C : points[k]);
        }
        Files.write(file, out.array());
    }

    /** a, b, arrival and offset of each DOM. */
    private double[] projected(TrackFrame f) {
        double[] out = new double[4 * doms()];
        int i = 0;
        for (Map.Entry<OmKey, List<Pulse>> entry : pulses.pulses().entrySet()) {
            Position p = geometry.position(entry.getKey()).orElseThrow();
            double x = p.x() - vertex.position().x();
            double y = p.y() - vertex.position().y();
            double z = p.z() - vertex.position().z();
            out[i] = x * f.ax() + y * f.ay() + z * f.az();
            out[doms() + i] = x * f.bx() + y * f.by();
            double along = x * f.dx() + y * f.dy() + z * f.dz();
            out[2 * doms() + i] = entry.getValue().getFirst().time() - vertex.time() - along / Medium.C;
            out[3 * doms() + i] = -StrictMath.log(NOISE);
            i++;
        }
        return out;
    }

    private static void put(ByteBuffer out, double[] values) {
        for (double value : values) {
            out.putDouble(value);
        }
    }
}
