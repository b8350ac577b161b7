package org.ewms.manifest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/** Makes ids. */
public final class ScanIds {
    private static final int LENGTH = 32;
    private static final String MIDDLE = "x";

    private final RandomGenerator random;

    public ScanIds(RandomGenerator random) {
        this.random = random;
    }

    /** A new scan's: milliseconds since 1970 in hex, an {@code x}, random hex; 32 characters, in the order of time when sorted. */
    public String next(Instant now) {
        String time = Long.toHexString(now.toEpochMilli());
        byte[] noise = new byte[LENGTH / 2];
        random.nextBytes(noise);
        return time + MIDDLE + HexFormat.of().formatHex(noise).substring(time.length() + MIDDLE.length());
    }

    /** That of an event with this text: the same text has the same id, in the form of a random UUID without hyphens. */
    public static String ofEvent(byte[] text) {
        byte[] id = Arrays.copyOf(sha256(text), LENGTH / 2);
        id[6] = (byte) ((id[6] & 0x0f) | 0x40);
        id[8] = (byte) ((id[8] & 0x3f) | 0x80);
        return HexFormat.of().formatHex(id);
    }

    private static byte[] sha256(byte[] text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
