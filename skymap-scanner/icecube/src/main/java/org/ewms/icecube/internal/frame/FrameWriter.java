package org.ewms.icecube.internal.frame;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.ewms.icecube.Frame;
import org.ewms.icecube.internal.archive.ByteWriter;

/** Writes one frame (version 6) with its checksum. */
public final class FrameWriter {
    private FrameWriter() {}

    /** The frame as bytes. */
    public static byte[] write(char stop, List<Frame.Entry> entries) {
        var out = new ByteWriter();
        out.bytes(FrameReader.MAGIC.getBytes(StandardCharsets.ISO_8859_1))
                .i32(FrameReader.VERSION)
                .u16(0)
                .u8(stop)
                .i32(entries.size());
        for (Frame.Entry entry : entries) {
            out.string(entry.name()).string(entry.type()).block(entry.blob());
        }
        byte[] unsigned = out.toByteArray();
        return out.i32(FrameChecksum.of(unsigned, FrameReader.HEAD, unsigned.length))
                .toByteArray();
    }
}
