package org.ewms.icecube.internal.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.ewms.icecube.EventFormatException;

/** Little-endian values from bytes nobody vouches for: every length is checked against what is left before it is used. */
public final class ByteReader {
    private static final long ESCAPE_32 = 0xFFFF_FFFFL;

    private final ByteBuffer in;

    public ByteReader(byte[] bytes) {
        this.in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    public int offset() {
        return in.position();
    }

    public int remaining() {
        return in.remaining();
    }

    public int u8() throws EventFormatException {
        need(1);
        return in.get() & 0xFF;
    }

    public int u16() throws EventFormatException {
        need(2);
        return in.getShort() & 0xFFFF;
    }

    public int i32() throws EventFormatException {
        need(4);
        return in.getInt();
    }

    public long u32() throws EventFormatException {
        return i32() & ESCAPE_32;
    }

    public long i64() throws EventFormatException {
        need(8);
        return in.getLong();
    }

    public float f32() throws EventFormatException {
        need(4);
        return in.getFloat();
    }

    public double f64() throws EventFormatException {
        need(8);
        return in.getDouble();
    }

    public byte[] bytes(long count) throws EventFormatException {
        need(count);
        byte[] out = new byte[(int) count];
        in.get(out);
        return out;
    }

    public void skip(long count) throws EventFormatException {
        need(count);
        in.position(in.position() + (int) count);
    }

    /** A u32 length and as many bytes. */
    public byte[] block() throws EventFormatException {
        return bytes(u32());
    }

    /**
     * The number of elements of a collection.
     *
     * @param smallest the fewest bytes one element can take, ≥ 1
     */
    public int count(int smallest) throws EventFormatException {
        long count = u32();
        if (count == ESCAPE_32) {
            count = i64();
        }
        if (count < 0 || count > in.remaining() / smallest) {
            throw new EventFormatException("a collection of " + Long.toUnsignedString(count) + " elements at byte "
                    + in.position() + ", but only " + in.remaining() + " bytes follow");
        }
        return (int) count;
    }

    public String string() throws EventFormatException {
        return new String(bytes(count(1)), StandardCharsets.UTF_8);
    }

    private void need(long count) throws EventFormatException {
        if (count < 0 || count > in.remaining()) {
            throw new EventFormatException("truncated: " + count + " bytes wanted at byte " + in.position() + ", only "
                    + in.remaining() + " follow");
        }
    }
}
