package org.ewms.icecube;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32C;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Opens an event file layer by layer, changes one layer, and closes it again, so that damage reaches the inner ones. */
final class EventSurgery {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int FRAME_HEAD = 10;

    private final ObjectNode root;
    private final ArrayNode frames;

    EventSurgery(byte[] event) {
        try {
            root = (ObjectNode) MAPPER.readTree(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        JsonNode data = root.path("value").path("data");
        frames = (ArrayNode) (data.isArray() ? data : data.path("frames"));
    }

    ObjectNode root() {
        return root;
    }

    ArrayNode frames() {
        return frames;
    }

    /** Leaves only the last frames: the geometry and calibration frames are large and opaque. */
    EventSurgery keepLast(int count) {
        while (frames.size() > count) {
            frames.remove(0);
        }
        return this;
    }

    String text(int frame) {
        return frames.get(frame).get(1).textValue();
    }

    EventSurgery text(int frame, String text) {
        ((ArrayNode) frames.get(frame)).set(1, MAPPER.getNodeFactory().textNode(text));
        return this;
    }

    EventSurgery compressed(int frame, UnaryOperator<byte[]> change) {
        return text(frame, base64(change.apply(Base64.getDecoder().decode(text(frame)))));
    }

    EventSurgery pickle(int frame, UnaryOperator<byte[]> change) {
        return compressed(frame, bytes -> deflate(change.apply(inflate(bytes))));
    }

    /** Changes the bytes of the frame itself; it is pickled again the way Python 2 does it. */
    EventSurgery frame(int frame, UnaryOperator<byte[]> change) {
        return pickle(frame, bytes -> pickled(change.apply(unpickled(bytes))));
    }

    /** Changes the frame and makes its checksum right again. */
    EventSurgery signedFrame(int frame, UnaryOperator<byte[]> change) {
        return frame(frame, bytes -> signed(change.apply(bytes)));
    }

    byte[] event() {
        try {
            return MAPPER.writeValueAsBytes(root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The register begins at zero and is not inverted: the library's checksum less that of as many zeros. */
    static byte[] signed(byte[] frame) {
        if (frame.length < FRAME_HEAD + 4) {
            return frame;
        }
        int length = frame.length - FRAME_HEAD - 4;
        int checksum = crc32c(Arrays.copyOfRange(frame, FRAME_HEAD, FRAME_HEAD + length)) ^ crc32c(new byte[length]);
        byte[] out = frame.clone();
        ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN).putInt(out.length - 4, checksum);
        return out;
    }

    private static int crc32c(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private static byte[] unpickled(byte[] pickle) {
        String text = new String(pickle, StandardCharsets.ISO_8859_1);
        int start = text.indexOf("[i3]");
        int length = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN).getInt(start - 4);
        byte[] argument = Arrays.copyOfRange(pickle, start, start + length);
        boolean spelled = pickle[start - 5] == 'X';
        return spelled ? new String(argument, StandardCharsets.UTF_8).getBytes(StandardCharsets.ISO_8859_1) : argument;
    }

    private static byte[] pickled(byte[] frame) {
        var out = new ByteArrayOutputStream();
        out.writeBytes("\u0080\u0002cicecube.icetray\nI3Frame\nq\u0001)Rq\u0002}q\u0003T"
                .getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(frame.length)
                .array());
        out.writeBytes(frame);
        out.writeBytes(new byte[] {(byte) 0x86, 'b', '.'});
        return out.toByteArray();
    }

    static byte[] deflate(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(out)) {
            deflater.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] inflate(byte[] bytes) {
        try (var in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
