package org.ewms.run;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** 128 bits of a SHA-256: stands for what was hashed. */
public record WorkKey(long high, long low) {
    private static final int DIGITS = 32;

    static WorkKey of(byte[] digest) {
        ByteBuffer bytes = ByteBuffer.wrap(digest);
        return new WorkKey(bytes.getLong(), bytes.getLong());
    }

    /** @throws IllegalArgumentException when it is not 32 hexadecimal digits */
    public static WorkKey parse(String hex) {
        if (hex.length() != DIGITS) {
            throw new IllegalArgumentException("a key has " + DIGITS + " hexadecimal digits, not '" + hex + "'");
        }
        return of(HexFormat.of().parseHex(hex));
    }

    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(high) + hex.toHexDigits(low);
    }
}
