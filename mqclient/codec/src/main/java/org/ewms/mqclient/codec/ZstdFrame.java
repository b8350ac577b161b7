package org.ewms.mqclient.codec;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * One zstd frame in memory, as the Python MQClient makes it, read without ever allocating more than allowed. Keeps the library's working
 * memory for the next frame: setting it up costs more than a small frame does. Thread-safe.
 */
final class ZstdFrame {
    private static final int LEVEL = 3;
    private static final long SIZE_UNKNOWN = -1;

    private static final int MOST_KEPT = 2 * Runtime.getRuntime().availableProcessors();
    private static final Cleaner CLEANER = Cleaner.create();

    private final BlockingQueue<ZstdCompressCtx> compressors = new ArrayBlockingQueue<>(MOST_KEPT);
    private final BlockingQueue<ZstdDecompressCtx> decompressors = new ArrayBlockingQueue<>(MOST_KEPT);

    ZstdFrame() {
        BlockingQueue<ZstdCompressCtx> ins = compressors;
        BlockingQueue<ZstdDecompressCtx> outs = decompressors;
        CLEANER.register(this, () -> {
            ins.forEach(ZstdCompressCtx::close);
            outs.forEach(ZstdDecompressCtx::close);
        });
    }

    /** Level 3 in one go: content size present, no checksum. */
    byte[] compress(byte[] content) {
        ZstdCompressCtx kept = compressors.poll();
        ZstdCompressCtx context = kept != null ? kept : new ZstdCompressCtx().setLevel(LEVEL);
        byte[] frame = context.compress(content);
        if (!compressors.offer(context)) {
            context.close();
        }
        return frame;
    }

    /** The told size is believed only up to {@code maxBytes}; a frame without one is read as far as that. */
    byte[] decompress(byte[] frame, int maxBytes) {
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

    private byte[] whole(byte[] frame, int size) {
        ZstdDecompressCtx kept = decompressors.poll();
        ZstdDecompressCtx context = kept != null ? kept : new ZstdDecompressCtx();
        byte[] content;
        try {
            content = context.decompress(frame, size);
        } catch (ZstdException e) {
            context.close();
            throw e;
        }
        if (!decompressors.offer(context)) {
            context.close();
        }
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
