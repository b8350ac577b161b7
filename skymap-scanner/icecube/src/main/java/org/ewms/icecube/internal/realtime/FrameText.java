package org.ewms.icecube.internal.realtime;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.ewms.icecube.EventFormatException;

/** The text of a frame in the JSON: base64 of zlib of a pickle that holds the frame's bytes. */
public final class FrameText {
    private static final int CHUNK = 1 << 16;

    private FrameText() {}

    /**
     * Unpacks one frame.
     *
     * @param text from the JSON
     * @param mostBytes what is left of the event's allowance once decompressed
     */
    static byte[] unpack(String text, int mostBytes) throws EventFormatException {
        return PickleReader.frameBytes(inflate(base64(text), Math.min(mostBytes, Limits.FRAME_BYTES)));
    }

    /** Packs the bytes of one frame. */
    static String pack(byte[] frame) {
        byte[] pickle = PickleWriter.frame(frame);
        byte[] chunk = new byte[CHUNK];
        var out = new ByteArrayOutputStream(pickle.length);
        try (var deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
            deflater.setInput(pickle);
            deflater.finish();
            while (!deflater.finished()) {
                out.write(chunk, 0, deflater.deflate(chunk));
            }
        }
        return Base64.getEncoder().encodeToString(out.toByteArray());
    }

    private static byte[] base64(String text) throws EventFormatException {
        String compact = text.indexOf('\n') >= 0 ? text.replace("\n", "") : text;
        try {
            return Base64.getDecoder().decode(compact);
        } catch (IllegalArgumentException e) {
            throw new EventFormatException("no valid base64: " + e.getMessage());
        }
    }

    private static byte[] inflate(byte[] compressed, int mostBytes) throws EventFormatException {
        var out = new ByteArrayOutputStream(Math.min(mostBytes, 2 * compressed.length + 64));
        byte[] chunk = new byte[CHUNK];
        try (var inflater = new Inflater()) {
            inflater.setInput(compressed);
            while (!inflater.finished()) {
                int count = inflater.inflate(chunk);
                if (count == 0 && !inflater.finished()) {
                    throw new EventFormatException(
                            inflater.needsDictionary() ? "zlib data that needs a dictionary" : "truncated zlib data");
                }
                if (out.size() + count > mostBytes) {
                    throw new EventFormatException("decompresses to more than " + mostBytes + " bytes (from "
                            + compressed.length + "): refused as a zip bomb");
                }
                out.write(chunk, 0, count);
            }
            if (inflater.getRemaining() > 0) {
                throw new EventFormatException(inflater.getRemaining() + " bytes too many behind the zlib data");
            }
        } catch (DataFormatException e) {
            throw new EventFormatException("damaged zlib data: " + e.getMessage());
        }
        return out.toByteArray();
    }
}
