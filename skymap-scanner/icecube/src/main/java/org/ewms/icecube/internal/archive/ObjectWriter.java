package org.ewms.icecube.internal.archive;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ewms.icecube.Direction;
import org.ewms.icecube.EventHeader;
import org.ewms.icecube.EventTime;
import org.ewms.icecube.OmKey;
import org.ewms.icecube.Particle;
import org.ewms.icecube.Position;
import org.ewms.icecube.Pulse;
import org.ewms.icecube.PulseSeries;

/** Writes the archives of the few objects a simulated event needs, as the detector's software writes them. */
public final class ObjectWriter {
    private static final int STATE_COMPLETE = 20;
    private static final int IN_ICE = 10;

    private final ByteWriter out = new ByteWriter();
    private final Set<ArchiveClass> announced = EnumSet.noneOf(ArchiveClass.class);
    private int nextObject;

    private ObjectWriter(String type, int version) {
        out.u8(0).u8(1).u16(2).string(type).u8(1).u8(version);
        object();
        begin(ArchiveClass.FRAME_OBJECT, true);
    }

    /** {@code I3EventHeader}. */
    public static byte[] header(EventHeader header) {
        var writer = new ObjectWriter("I3EventHeader", 3);
        writer.out.i32(header.runId()).i32(header.subRunId()).i32(header.eventId());
        writer.out.i32(STATE_COMPLETE).i32(header.subEventId()).string(header.stream());
        writer.time(header.start());
        writer.time(header.end());
        return writer.out.toByteArray();
    }

    /**
     * {@code I3Particle}.
     *
     * @param minorId number of the particle within its event
     */
    public static byte[] particle(Particle particle, int minorId) {
        var writer = new ObjectWriter("I3Particle", 5);
        writer.out.i32(minorId).i64(0);
        writer.out.i32(particle.pdg()).i32(particle.shape()).i32(particle.fitStatus());
        writer.position(particle.position());
        writer.direction(particle.direction());
        writer.out.f64(particle.time()).f64(particle.energy()).f64(particle.length());
        writer.out.f64(particle.speed()).i32(IN_ICE);
        return writer.out.toByteArray();
    }

    /** {@code I3RecoPulseSeriesMap}. Charges and widths are stored in single precision. */
    public static byte[] pulses(PulseSeries series) {
        var writer = new ObjectWriter("I3RecoPulseSeriesMap", 0);
        writer.begin(ArchiveClass.MAP, false);
        writer.out.i32(series.doms());
        for (Map.Entry<OmKey, List<Pulse>> entry : series.pulses().entrySet()) {
            writer.begin(ArchiveClass.PAIR, false);
            writer.begin(ArchiveClass.OM_KEY, true);
            writer.out.i32(entry.getKey().string()).i32(entry.getKey().om()).u8(0);
            writer.begin(ArchiveClass.VECTOR, false);
            writer.out.i32(entry.getValue().size());
            for (Pulse pulse : entry.getValue()) {
                writer.begin(ArchiveClass.RECO_PULSE, true);
                writer.out.f64(pulse.time()).f32(pulse.charge()).f32(pulse.width());
                writer.out.u8(pulse.flags());
            }
        }
        return writer.out.toByteArray();
    }

    private void time(EventTime time) {
        begin(ArchiveClass.TIME, true);
        begin(ArchiveClass.FRAME_OBJECT, true);
        out.i32(time.year()).i64(time.tenthsOfNanoseconds());
    }

    private void position(Position position) {
        begin(ArchiveClass.POSITION, true);
        begin(ArchiveClass.FRAME_OBJECT, true);
        out.f64(position.x()).f64(position.y()).f64(position.z());
    }

    private void direction(Direction direction) {
        begin(ArchiveClass.DIRECTION, true);
        begin(ArchiveClass.FRAME_OBJECT, true);
        out.f64(direction.zenith()).f64(direction.azimuth());
    }

    private void begin(ArchiveClass archiveClass, boolean tracked) {
        if (announced.add(archiveClass)) {
            out.u8(tracked ? 1 : 0).u8(archiveClass.newest);
        }
        if (tracked) {
            object();
        }
    }

    private void object() {
        out.i32(nextObject++);
    }
}
