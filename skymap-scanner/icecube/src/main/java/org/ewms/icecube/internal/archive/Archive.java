package org.ewms.icecube.internal.archive;

import java.util.EnumMap;
import java.util.Map;
import org.ewms.icecube.Direction;
import org.ewms.icecube.EventFormatException;
import org.ewms.icecube.OmKey;
import org.ewms.icecube.Position;
import org.ewms.icecube.TimeWindow;

/**
 * One archived object being read: keeps which classes have announced their version already, and numbers the objects.
 * The primitives are in {@link #bytes()}.
 */
final class Archive {
    private static final int NEW_OBJECT = 2;
    /** The detector has 5484 DOMs; an empty entry of the file takes ten times its size in memory. */
    private static final int MOST_DOMS = 10_000;

    private record Preamble(boolean tracked, int version) {}

    private final ByteReader in;
    private final Map<ArchiveClass, Preamble> seen = new EnumMap<>(ArchiveClass.class);
    private final String type;
    private final int version;
    private long nextObject;

    /** Reads the head: which class the archive holds. */
    Archive(byte[] blob) throws EventFormatException {
        in = new ByteReader(blob);
        preamble();
        int classId = in.u16();
        if (classId != NEW_OBJECT) {
            throw new EventFormatException("does not begin with a new object (class id " + classId + ")");
        }
        type = in.string();
        Preamble preamble = preamble();
        version = preamble.version;
        object(preamble);
    }

    ByteReader bytes() {
        return in;
    }

    String type() {
        return type;
    }

    /** The version of the object the archive holds. */
    int version() {
        return version;
    }

    /** Refuses versions the caller cannot read. */
    void accept(int oldest, int newest) throws EventFormatException {
        if (version < oldest || version > newest) {
            throw new EventFormatException(
                    "unsupported version " + version + " of " + type + ", known are " + oldest + " to " + newest);
        }
    }

    /** Begins an object of a class and gives the class's version. */
    int begin(ArchiveClass archiveClass) throws EventFormatException {
        Preamble preamble = seen.get(archiveClass);
        if (preamble == null) {
            preamble = preamble();
            if (preamble.version > archiveClass.newest) {
                throw new EventFormatException("unsupported version " + preamble.version + " of " + archiveClass.label
                        + ", known are up to " + archiveClass.newest);
            }
            seen.put(archiveClass, preamble);
        }
        object(preamble);
        return preamble.version;
    }

    private Preamble preamble() throws EventFormatException {
        int tracked = in.u8();
        if (tracked > 1) {
            throw new EventFormatException("neither tracked nor untracked: class at byte " + (in.offset() - 1));
        }
        int wide = in.u8();
        if (wide == 0xFF) {
            throw new EventFormatException("absurd class version at byte " + (in.offset() - 1));
        }
        return new Preamble(tracked == 1, wide);
    }

    private void object(Preamble preamble) throws EventFormatException {
        if (preamble.tracked) {
            long id = in.u32();
            if (id != nextObject) {
                throw new EventFormatException(
                        "object number " + id + " where " + nextObject + " must follow, before byte " + in.offset());
            }
            nextObject++;
        }
    }

    /** The empty part every frame object inherits. */
    void base() throws EventFormatException {
        begin(ArchiveClass.FRAME_OBJECT);
    }

    /**
     * The number of DOMs a collection is about.
     *
     * @param smallest the fewest bytes one of them can take
     */
    int domCount(int smallest) throws EventFormatException {
        int count = in.count(smallest);
        if (count > MOST_DOMS) {
            throw new EventFormatException(count + " DOMs, at most " + MOST_DOMS + " are read");
        }
        return count;
    }

    OmKey omKey() throws EventFormatException {
        int keyVersion = begin(ArchiveClass.OM_KEY);
        if (keyVersion <= 1) {
            base();
        }
        int string = in.i32();
        int om = in.i32();
        if (keyVersion >= 1) {
            in.u8(); // which of the module's photomultipliers: IceCube's have one
        }
        return new OmKey(string, om);
    }

    Position position() throws EventFormatException {
        begin(ArchiveClass.POSITION);
        base();
        return barePosition();
    }

    Position barePosition() throws EventFormatException {
        return new Position(in.f64(), in.f64(), in.f64());
    }

    Direction direction() throws EventFormatException {
        begin(ArchiveClass.DIRECTION);
        base();
        return new Direction(in.f64(), in.f64());
    }

    TimeWindow timeWindow() throws EventFormatException {
        begin(ArchiveClass.TIME_WINDOW);
        base();
        return new TimeWindow(in.f64(), in.f64());
    }
}
