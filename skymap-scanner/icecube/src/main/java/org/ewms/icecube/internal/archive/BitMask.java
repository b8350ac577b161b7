package org.ewms.icecube.internal.archive;

import org.ewms.icecube.EventFormatException;

/** A row of bits, the least significant of the first byte first. Immutable. */
public final class BitMask {
    private final byte[] bytes;
    private final int length;

    private BitMask(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    static BitMask read(ByteReader in) throws EventFormatException {
        int size = in.u16();
        int padding = in.u8();
        int length = 8 * size - padding;
        if (padding > 7 || length < 0) {
            throw new EventFormatException("a bit mask of " + size + " bytes with " + padding + " bits of padding");
        }
        return new BitMask(in.bytes(size), length);
    }

    public int length() {
        return length;
    }

    public boolean get(int index) {
        return (bytes[index >> 3] >> (index & 7) & 1) != 0;
    }
}
