package org.ewms.icecube.internal.archive;

import org.ewms.icecube.EventFormatException;

/** The compact vectors of a SuperDST: a size in as few bytes as it needs, then the elements without gaps. */
final class CompactVectors {
    /** Tags below this are the size itself; above, they say how many bytes of size follow. */
    private static final int FIRST_ESCAPE = 247;

    private CompactVectors() {}

    /** A size without its own class preamble. */
    static long size(ByteReader in) throws EventFormatException {
        int tag = in.u8();
        if (tag < FIRST_ESCAPE) {
            return tag;
        }
        int bytes = 255 - tag;
        long size = 0;
        for (int i = 0; i < bytes; i++) {
            size |= (long) in.u8() << 8 * i;
        }
        return size;
    }

    static int[] words(Archive archive, ArchiveClass kind) throws EventFormatException {
        int count = count(archive, kind, 2);
        int[] out = new int[count];
        for (int i = 0; i < count; i++) {
            out[i] = archive.bytes().u16();
        }
        return out;
    }

    static byte[] bytes(Archive archive, ArchiveClass kind) throws EventFormatException {
        return archive.bytes().bytes(count(archive, kind, 1));
    }

    private static int count(Archive archive, ArchiveClass kind, int width) throws EventFormatException {
        archive.begin(kind);
        archive.begin(ArchiveClass.SIZE);
        long count = size(archive.bytes());
        if (count < 0 || count > archive.bytes().remaining() / width) {
            throw new EventFormatException(Long.toUnsignedString(count) + " " + kind.label + ", but only "
                    + archive.bytes().remaining() + " bytes follow");
        }
        return (int) count;
    }
}
