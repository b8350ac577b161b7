package org.ewms.mqclient.codec;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/** One zstd frame in memory, as the Python MQClient makes it, read without ever allocating more than allowed. */
final class ZstdFrame {
    private static final int LEVEL = 3;
    private static final long SIZE_UNKNOWN = -1;

    private ZstdFrame() {}

    /** Level 3 in one go: content size present, no checksum. */
    static byte[] compress(byte[] content) {
        return Zstd.compress(content, LEVEL);
    }

    /** The told size is believed only up to {@code maxBytes}; a frame without one is read as far as that. */
    static byte[] decompress(byte[] frame, int maxBytes) {
        if (frame.length == 0) {
            throw new MalformedPayloadException("the message body is empty, not a zstd frame");
        }
        try {
            long told = Zstd.getFrameContentSize(frame, 0, frame.length);
            if (told > maxBytes) {
                throw tooLarge(told + " bytes", maxBytes);
            }
            if (told < SIZE_UNKNOWN) {
                throw new MalformedPayloadException("the message body is no zstd frame");
            }
            return told == SIZE_UNKNOWN ? stream(frame, maxBytes) : whole(frame, (int) told);
        } catch (ZstdException | IOException e) {
            throw new MalformedPayloadException("the message body is no zstd frame: " + e.getMessage(), e);
        }
    }

    private static byte[] whole(byte[] frame, int size) {
        byte[] content = Zstd.decompress(frame, size);
        if (content.length != size) {
            throw new MalformedPayloadException(
                    "the message body's zstd frame tells " + size + " bytes and holds " + content.length);
        }
        return content;
    }

    private static byte[] stream(byte[] frame, int maxBytes) throws IOException {
        try (var in = new ZstdInputStream(new ByteArrayInputStream(frame))) {
            byte[] content = in.readNBytes(maxBytes + 1);
            if (content.length > maxBytes) {
                throw tooLarge("more", maxBytes);
            }
            return content;
        }
    }

    private static MalformedPayloadException tooLarge(String size, int maxBytes) {
        return new MalformedPayloadException(
                "the message body unpacks to " + size + ", at most " + maxBytes + " bytes are allowed");
    }
}
