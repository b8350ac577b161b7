package org.ewms.icecube.internal.archive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.ewms.icecube.EventFormatException;
import org.ewms.icecube.FrameObject;
import org.ewms.icecube.OmKey;
import org.ewms.icecube.Pulse;
import org.ewms.icecube.PulseSeries;

/** {@code I3SuperDST}: pulses in about two bytes each, times rounded to 1 ns, charges to 0.05 photoelectrons. */
final class SuperDstReader {
    private static final double FIRST_TIME = -512;
    private static final int FULL_WORD = 0xFFFF;
    private static final int FULL_FIRST_TIME = 0x7FF;
    private static final int FULL_TIME = 0xFF;
    private static final int FULL_CHARGE = 0x3F;
    private static final int HLC_BIT = 1 << 14;
    private static final int STOP_BIT = 1 << 15;
    private static final int FLAGS_SLC = 4;
    private static final int FLAGS_HLC = 7;
    private static final int LAST_IN_ICE_OM = 60;
    /** A pulse takes two bytes in the file and forty in memory; the brightest real events have some ten thousand. */
    private static final int MOST_PULSES = 1 << 20;

    private static final int MOST_TRIGGERS = 10_000;

    private final int[] stamps;
    private final byte[] extra;
    private final WidthRuns[] widths;
    private final SortedMap<OmKey, List<Pulse>> pulses = new TreeMap<>();
    private int nextStamp;
    private int nextExtra;

    private SuperDstReader(int[] stamps, WidthRuns[] widths, byte[] extra) {
        this.stamps = stamps;
        this.widths = widths;
        this.extra = extra;
    }

    static FrameObject.Pulses read(Archive archive) throws EventFormatException {
        archive.accept(1, 1);
        archive.base();
        int[] stamps = CompactVectors.words(archive, ArchiveClass.STAMPS);
        int[] headers = CompactVectors.words(archive, ArchiveClass.HEADERS);
        var widths = new WidthRuns[4];
        for (int i = 0; i < widths.length; i++) {
            widths[i] = new WidthRuns(CompactVectors.bytes(archive, ArchiveClass.BYTES));
        }
        byte[] extra = CompactVectors.bytes(archive, ArchiveClass.BYTES);
        return new FrameObject.Pulses(new SuperDstReader(stamps, widths, extra).unpack(headers));
    }

    private PulseSeries unpack(int[] headers) throws EventFormatException {
        if (stamps.length > MOST_PULSES) {
            throw new EventFormatException(stamps.length + " charge stamps, at most " + MOST_PULSES + " are read");
        }
        double time = FIRST_TIME;
        for (int header : headers) {
            time = readout(header, time);
        }
        if (nextStamp != stamps.length) {
            throw new EventFormatException((stamps.length - nextStamp) + " charge stamps belong to none of the "
                    + headers.length + " readouts");
        }
        pulses.replaceAll((dom, list) -> withoutOverlap(list));
        return new PulseSeries(pulses);
    }

    /** Reads the pulses of one launch of one DOM. Returns the time of its first pulse: the next launch counts from it. */
    private double readout(int header, double previous) throws EventFormatException {
        int module = header & 0x1FFF;
        var dom = new OmKey(module >> 6, (module & 0x3F) + 1);
        int slop = header >> 13;
        double time = previous;
        double first = previous;
        boolean atFirst = true;
        boolean more = true;
        while (more) {
            int stamp = word();
            int full = atFirst ? FULL_FIRST_TIME : FULL_TIME;
            int step = stamp & 0xFF | (atFirst ? slop << 8 : 0);
            time += step == full ? step + overflow() : step;
            first = atFirst ? time : first;
            atFirst = false;
            boolean hlc = (stamp & HLC_BIT) != 0;
            boolean inIce = dom.om() <= LAST_IN_ICE_OM;
            int code = stamp >> 8 & 0x3F;
            double charge = inIce ? inIceCharge(code) : iceTopCharge(code);
            double width = widths[(inIce ? 0 : 2) + (hlc ? 1 : 0)].next();
            pulses.computeIfAbsent(dom, key -> new ArrayList<>(2))
                    .add(new Pulse(time, charge, width, hlc ? FLAGS_HLC : FLAGS_SLC));
            more = (stamp & STOP_BIT) == 0;
        }
        return first;
    }

    private double inIceCharge(int code) throws EventFormatException {
        long steps = code == FULL_CHARGE ? code + overflow() : code;
        return steps * 0.05 + 0.025;
    }

    private double iceTopCharge(int code) throws EventFormatException {
        if (nextExtra == extra.length) {
            throw new EventFormatException("an IceTop pulse without the second half of its charge");
        }
        int fine = code | (extra[nextExtra++] & 0xFF) << 6;
        return StrictMath.pow(10, fine * 9.0 / 16383 - 2);
    }

    private int word() throws EventFormatException {
        if (nextStamp == stamps.length) {
            throw new EventFormatException("a readout without end after " + nextStamp + " charge stamps");
        }
        return stamps[nextStamp++];
    }

    /** A number too large for its field goes on in whole words; a full word means that another one follows. */
    private long overflow() throws EventFormatException {
        long sum = 0;
        int next;
        do {
            next = word();
            sum += next;
        } while (next == FULL_WORD);
        return sum;
    }

    private static List<Pulse> withoutOverlap(List<Pulse> list) {
        var sorted = new ArrayList<>(list);
        sorted.sort(Comparator.comparingDouble(Pulse::time));
        for (int i = 0; i + 1 < sorted.size(); i++) {
            Pulse pulse = sorted.get(i);
            double gap = sorted.get(i + 1).time() - pulse.time();
            if (pulse.width() > gap) {
                sorted.set(i, new Pulse(pulse.time(), pulse.charge(), gap, pulse.flags()));
            }
        }
        return sorted;
    }

    static FrameObject.Triggers triggers(Archive archive) throws EventFormatException {
        archive.accept(0, 0);
        archive.base();
        ByteReader in = archive.bytes();
        archive.begin(ArchiveClass.SIZE);
        long count = CompactVectors.size(in);
        if (count > MOST_TRIGGERS) {
            throw new EventFormatException(count + " triggers, at most " + MOST_TRIGGERS + " are read");
        }
        var triggers = new ArrayList<FrameObject.Trigger>();
        for (long i = 0; i < count; i++) {
            int tag = in.u8();
            long length = CompactVectors.size(in) << 4 | tag >> 4;
            triggers.add(new FrameObject.Trigger(tag & 0xF, CompactVectors.size(in), length));
        }
        return new FrameObject.Triggers(List.copyOf(triggers));
    }
}
