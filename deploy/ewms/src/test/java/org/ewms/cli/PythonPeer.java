package org.ewms.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.luben.zstd.Zstd;

/** A client that does on the wire what the Python MQClient does, written from its description and sharing no code with ours. */
interface PythonPeer extends AutoCloseable {
    /** As the Python client does whenever it opens a queue; fails when the queue exists otherwise. */
    void declare(String queue) throws Exception;

    /** @param data JSON text as {@code json.dumps} writes it */
    void send(String queue, String data) throws Exception;

    /** The whole JSON text of the next message, acknowledged. */
    String receive(String queue) throws Exception;

    static byte[] pack(String data) {
        return Zstd.compress(("{\"headers\": {}, \"data\": " + data + "}").getBytes(UTF_8), 3);
    }

    /** Refuses what the Python library refuses: a frame without its content size. */
    static String unpack(byte[] frame) {
        long size = Zstd.getFrameContentSize(frame);
        if (size < 0) {
            throw new AssertionError("missing content size in frame header");
        }
        return new String(Zstd.decompress(frame, (int) size), UTF_8);
    }
}
