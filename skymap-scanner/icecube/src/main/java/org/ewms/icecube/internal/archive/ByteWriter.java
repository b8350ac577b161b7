package org.ewms.icecube.internal.archive;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Little-endian values into a growing array: the counterpart of {@link ByteReader}. */
public final class ByteWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public ByteWriter u8(int value) {
        out.write(value);
        return this;
    }

    public ByteWriter u16(int value) {
        return u8(value).u8(value >>> 8);
    }

    public ByteWriter i32(int value) {
        return u16(value).u16(value >>> 16);
    }

    public ByteWriter i64(long value) {
        return i32((int) value).i32((int) (value >>> 32));
    }

    public ByteWriter f32(double value) {
        return i32(Float.floatToIntBits((float) value));
    }

    public ByteWriter f64(double value) {
        return i64(Double.doubleToLongBits(value));
    }

    public ByteWriter bytes(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** A u32 length and the bytes. */
    public ByteWriter block(byte[] bytes) {
        return i32(bytes.length).bytes(bytes);
    }

    public ByteWriter string(String text) {
        return block(text.getBytes(StandardCharsets.UTF_8));
    }

    public byte[] toByteArray() {
        return out.toByteArray();
    }
}
