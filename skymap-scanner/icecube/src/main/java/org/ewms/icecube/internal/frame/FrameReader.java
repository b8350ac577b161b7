package org.ewms.icecube.internal.frame;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.ewms.icecube.EventFormatException;
import org.ewms.icecube.Frame;
import org.ewms.icecube.internal.archive.ByteReader;

/** Reads one serialized frame (version 6). */
public final class FrameReader {
    static final String MAGIC = "[i3]";
    static final int VERSION = 6;
    /** Where the checksummed part begins: behind magic, version, and the preamble of the stop letter's class. */
    static final int HEAD = 10;
    /** Real frames have some tens. */
    private static final int MOST_OBJECTS = 10_000;

    private FrameReader() {}

    /** Reads a frame; whether its checksum is right is in {@link Frame#crcOk()}, everything else is refused. */
    public static Frame read(byte[] bytes) throws EventFormatException {
        var in = new ByteReader(bytes);
        if (!new String(in.bytes(4), StandardCharsets.ISO_8859_1).equals(MAGIC)) {
            throw new EventFormatException("does not begin with " + MAGIC);
        }
        long version = in.u32();
        if (version != VERSION) {
            throw new EventFormatException("unsupported frame version " + version + ", known is " + VERSION);
        }
        in.skip(2);
        char stop = (char) in.u8();
        int count = in.count(12);
        if (count > MOST_OBJECTS) {
            throw new EventFormatException(count + " objects in one frame, at most " + MOST_OBJECTS + " are read");
        }
        var entries = new ArrayList<Frame.Entry>(count);
        for (int i = 0; i < count; i++) {
            entries.add(entry(in, i, count));
        }
        int computed = FrameChecksum.of(bytes, HEAD, in.offset());
        int stored = in.i32();
        if (in.remaining() > 0) {
            throw new EventFormatException(in.remaining() + " bytes too many behind the checksum");
        }
        return new Frame(stop, computed == stored, entries);
    }

    private static Frame.Entry entry(ByteReader in, int index, int count) throws EventFormatException {
        try {
            String name = new String(in.block(), StandardCharsets.UTF_8);
            String type = new String(in.block(), StandardCharsets.UTF_8);
            return new Frame.Entry(name, type, in.block());
        } catch (EventFormatException e) {
            throw e.in("object " + (index + 1) + " of " + count);
        }
    }

    /** Names the objects of a frame for a message: the first and the last one. */
    public static String range(List<Frame.ObjectInfo> objects) {
        return switch (objects.size()) {
            case 0 -> "no objects";
            case 1 -> objects.getFirst().name();
            default -> objects.getFirst().name() + " … " + objects.getLast().name();
        };
    }
}
