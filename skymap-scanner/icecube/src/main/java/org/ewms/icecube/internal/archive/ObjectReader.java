package org.ewms.icecube.internal.archive;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.ewms.icecube.EventFormatException;
import org.ewms.icecube.EventHeader;
import org.ewms.icecube.EventTime;
import org.ewms.icecube.FitParams;
import org.ewms.icecube.FrameObject;
import org.ewms.icecube.OmKey;
import org.ewms.icecube.Particle;
import org.ewms.icecube.TimeWindow;

/** Turns the archive of one frame object into its value. */
public final class ObjectReader {
    private ObjectReader() {}

    /** Decodes one object; classes that are not known become {@link FrameObject.Opaque}. */
    public static FrameObject read(byte[] blob) throws EventFormatException {
        Archive archive = new Archive(blob);
        FrameObject object = switch (archive.type()) {
            case "I3EventHeader" -> header(archive);
            case "I3Particle" -> particle(archive);
            case "I3LogLikelihoodFitParams" -> logLikelihood(archive);
            case "I3CscdLlhFitParams" -> cascadeLikelihood(archive);
            case "I3RecoPulseSeriesMap" -> PulseReader.map(archive);
            case "I3RecoPulseSeriesMapMask" -> PulseReader.mask(archive);
            case "I3SuperDST" -> SuperDstReader.read(archive);
            case "I3SuperDSTTriggerSeries" -> SuperDstReader.triggers(archive);
            case "I3TimeWindow" -> window(archive);
            case "I3TimeWindowSeriesMap" -> domWindows(archive);
            case "I3Position" -> plain(archive, a -> new FrameObject.Point(a.barePosition()));
            case "I3Double" ->
                plain(archive, a -> new FrameObject.Number(a.bytes().f64()));
            case "I3Int" -> plain(archive, a -> new FrameObject.Whole(a.bytes().i32()));
            case "I3Bool" -> plain(archive, a -> new FrameObject.Flag(a.bytes().u8() != 0));
            case "I3String" ->
                plain(archive, a -> new FrameObject.Text(a.bytes().string()));
            default -> {
                archive.bytes().skip(archive.bytes().remaining());
                yield new FrameObject.Opaque(archive.type(), blob.length);
            }
        };
        if (archive.bytes().remaining() > 0) {
            throw new EventFormatException(archive.bytes().remaining() + " bytes too many at its end");
        }
        return object;
    }

    @FunctionalInterface
    private interface Body {
        FrameObject read(Archive archive) throws EventFormatException;
    }

    private static FrameObject plain(Archive archive, Body body) throws EventFormatException {
        archive.accept(0, 0);
        archive.base();
        return body.read(archive);
    }

    private static EventHeader header(Archive archive) throws EventFormatException {
        archive.accept(3, 3);
        archive.base();
        ByteReader in = archive.bytes();
        int run = in.i32();
        int subRun = in.i32();
        int event = in.i32();
        in.i32(); // state: whether the event is complete, always 20 in the files seen
        int subEvent = in.i32();
        if (run < 0 || event < 0) {
            throw new EventFormatException("absurd event number: run " + run + ", event " + event);
        }
        String stream = in.string();
        return new EventHeader(run, subRun, event, subEvent, stream, time(archive), time(archive));
    }

    private static EventTime time(Archive archive) throws EventFormatException {
        archive.begin(ArchiveClass.TIME);
        archive.base();
        int year = archive.bytes().i32();
        long tenths = archive.bytes().i64();
        if (year < 1970 || year > 2100) {
            throw new EventFormatException("absurd year of the event: " + year);
        }
        if (tenths < 0 || tenths > 367L * 86_400 * 10_000_000_000L) {
            throw new EventFormatException("absurd time in the year " + year + ": " + tenths + " tenths of ns");
        }
        return new EventTime(year, tenths);
    }

    private static Particle particle(Archive archive) throws EventFormatException {
        archive.accept(5, 5);
        archive.base();
        ByteReader in = archive.bytes();
        in.i32(); // the two halves of the particle's identity, of no use outside its tree
        in.i64();
        int pdg = in.i32();
        int shape = in.i32();
        int fitStatus = in.i32();
        var position = archive.position();
        var direction = archive.direction();
        double time = in.f64();
        double energy = in.f64();
        double length = in.f64();
        double speed = in.f64();
        in.i32(); // in the ice, on the surface, or nowhere yet
        return new Particle(direction, position, time, energy, length, speed, pdg, shape, fitStatus);
    }

    private static FitParams logLikelihood(Archive archive) throws EventFormatException {
        archive.accept(0, 0);
        archive.base();
        ByteReader in = archive.bytes();
        var params = new FitParams(in.f64(), in.f64(), in.i32());
        in.i32(); // how many times the likelihood was evaluated
        return params;
    }

    /** Only the last two numbers matter; those before are filled by cascade fits that nobody runs any more. */
    private static FitParams cascadeLikelihood(Archive archive) throws EventFormatException {
        archive.accept(0, 0);
        archive.base();
        ByteReader in = archive.bytes();
        in.skip(Math.max(0, in.remaining() - 16));
        return new FitParams(in.f64(), in.f64(), -1);
    }

    private static TimeWindow window(Archive archive) throws EventFormatException {
        archive.accept(0, 1);
        archive.base();
        return new TimeWindow(archive.bytes().f64(), archive.bytes().f64());
    }

    private static FrameObject.DomWindows domWindows(Archive archive) throws EventFormatException {
        archive.accept(0, 0);
        archive.base();
        archive.begin(ArchiveClass.MAP);
        int doms = archive.domCount(9);
        var out = new TreeMap<OmKey, List<TimeWindow>>();
        for (int i = 0; i < doms; i++) {
            archive.begin(ArchiveClass.PAIR);
            OmKey dom = archive.omKey();
            archive.begin(ArchiveClass.TIME_WINDOW_SERIES);
            archive.base();
            archive.begin(ArchiveClass.VECTOR);
            int count = archive.bytes().count(16);
            var windows = new ArrayList<TimeWindow>(count);
            for (int j = 0; j < count; j++) {
                windows.add(archive.timeWindow());
            }
            out.put(dom, List.copyOf(windows));
        }
        return new FrameObject.DomWindows(Collections.unmodifiableSortedMap(out));
    }
}
