package org.ewms.bench.mq;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** The same format written directly with Jackson and zstd-jni, their contexts reused: by one sending and one receiving thread. */
final class PlainPacking implements Packing {
    private final JsonMapper mapper = JsonMapper.builder().build();
    private final ZstdCompressCtx compressor = new ZstdCompressCtx().setLevel(3);
    private final ZstdDecompressCtx decompressor = new ZstdDecompressCtx();
    private final String text;

    PlainPacking(String text) {
        this.text = text;
    }

    @Override
    public byte[] pack() {
        try {
            return compressor.compress(mapper.writeValueAsBytes(Map.of("headers", Map.of(), "data", text)));
        } catch (JacksonException e) {
            throw new IllegalStateException("JSON could not be written", e);
        }
    }

    @Override
    public void unpack(byte[] body) {
        try {
            int size = (int) com.github.luben.zstd.Zstd.getFrameContentSize(body);
            JsonNode whole = mapper.readTree(decompressor.decompress(body, size));
            Packing.check(whole.path("data").asText().length() == text.length());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
