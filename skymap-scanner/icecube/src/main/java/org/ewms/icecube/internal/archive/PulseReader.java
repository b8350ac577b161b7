package org.ewms.icecube.internal.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.ewms.icecube.EventFormatException;
import org.ewms.icecube.FrameObject;
import org.ewms.icecube.OmKey;
import org.ewms.icecube.Pulse;
import org.ewms.icecube.PulseMask;
import org.ewms.icecube.PulseSeries;

/** Pulse maps as they are, and masks over them. */
final class PulseReader {
    /** The fewest bytes of a pulse: three floats and the flags. */
    private static final int SMALLEST_PULSE = 13;

    private PulseReader() {}

    static FrameObject.Pulses map(Archive archive) throws EventFormatException {
        archive.accept(0, 0);
        archive.base();
        archive.begin(ArchiveClass.MAP);
        int doms = archive.domCount(12);
        var out = new TreeMap<OmKey, List<Pulse>>();
        for (int i = 0; i < doms; i++) {
            archive.begin(ArchiveClass.PAIR);
            OmKey dom = archive.omKey();
            archive.begin(ArchiveClass.VECTOR);
            int count = archive.bytes().count(SMALLEST_PULSE);
            var pulses = new ArrayList<Pulse>(count);
            for (int j = 0; j < count; j++) {
                pulses.add(pulse(archive));
            }
            out.put(dom, pulses);
        }
        return new FrameObject.Pulses(new PulseSeries(out));
    }

    private static Pulse pulse(Archive archive) throws EventFormatException {
        int version = archive.begin(ArchiveClass.RECO_PULSE);
        if (version < 2) {
            throw new EventFormatException("unsupported version " + version + " of I3RecoPulse, known are 2 and 3");
        }
        ByteReader in = archive.bytes();
        double time = version == 2 ? in.f32() : in.f64();
        float charge = in.f32();
        float width = in.f32();
        if (!Double.isFinite(time) || !Float.isFinite(charge) || !Float.isFinite(width)) {
            throw new EventFormatException("a pulse that is not a number before byte " + in.offset());
        }
        return new Pulse(time, charge, width, in.u8());
    }

    static PulseMask mask(Archive archive) throws EventFormatException {
        archive.accept(2, 2);
        archive.base();
        ByteReader in = archive.bytes();
        String source = in.string();
        archive.begin(ArchiveClass.BIT_MASK);
        BitMask doms = BitMask.read(in);
        archive.begin(ArchiveClass.BIT_MASK_VECTOR);
        int count = archive.domCount(3);
        var pulses = new ArrayList<BitMask>(count);
        for (int i = 0; i < count; i++) {
            archive.begin(ArchiveClass.BIT_MASK);
            pulses.add(BitMask.read(in));
        }
        return new PulseMask(source, doms, pulses);
    }
}
