package org.ewms.mqclient.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/**
 * The body format of the Python MQClient since 2.6: a JSON object of exactly {@code headers} and {@code data}, in one zstd frame of level 3
 * with its content size. Written as Python's {@code json.dumps} writes it; read with what Python also accepts (NaN, infinities, large
 * integers), and with a frame whose size is not told. Thread-safe.
 */
public final class MqClientCodec {
    /** As many digits as Python itself reads. */
    private static final int LONGEST_NUMBER = 4_300;

    private static final int DEEPEST = 900;

    private final int maxBytes;
    private final JsonMapper mapper;
    private final ObjectWriter writer;
    private final ZstdFrame zstd = new ZstdFrame();

    /**
     * A codec that never uses more than a few times {@code maxBytes} of memory, whatever it is given.
     *
     * @param maxBytes largest JSON text, uncompressed, in bytes
     */
    public MqClientCodec(int maxBytes) {
        if (maxBytes < 1 || maxBytes > 1 << 30) {
            throw new IllegalArgumentException("maxBytes must be 1.." + (1 << 30) + ", is " + maxBytes);
        }
        this.maxBytes = maxBytes;
        mapper = JsonMapper.builder()
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
                .build();
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNumberLength(LONGEST_NUMBER)
                        .maxNestingDepth(DEEPEST)
                        .maxStringLength(maxBytes)
                        .build());
        writer = mapper.writer(new PythonSeparators());
    }

    /** A codec for texts up to 64 MiB. */
    public static MqClientCodec defaults() {
        return new MqClientCodec(64 << 20);
    }

    /**
     * The body of a message.
     *
     * @throws IllegalArgumentException when its JSON text is larger than this codec takes
     */
    public byte[] encode(Payload payload) {
        ObjectNode whole = JsonNodeFactory.instance.objectNode();
        whole.set("headers", payload.headers());
        whole.set("data", payload.data());
        try {
            byte[] json = writer.writeValueAsBytes(whole);
            if (json.length > maxBytes) {
                throw new IllegalArgumentException(
                        "the payload's JSON text has " + json.length + " bytes, at most " + maxBytes + " are allowed");
            }
            return zstd.compress(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the payload cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * What a body says.
     *
     * @throws MalformedPayloadException when it is no zstd frame, no JSON, lacks {@code headers} or {@code data}, or is too large
     */
    public Payload decode(byte[] body) {
        byte[] json = zstd.decompress(body, maxBytes);
        JsonNode whole;
        try {
            whole = mapper.readTree(json);
        } catch (JsonProcessingException e) {
            throw new MalformedPayloadException("the message body is no JSON: " + e.getOriginalMessage(), e);
        } catch (IOException | RuntimeException e) {
            throw new MalformedPayloadException("the message body is no JSON: " + e.getMessage(), e);
        }
        JsonNode data = whole.get("data");
        if (data == null) {
            throw new MalformedPayloadException(
                    "the message body has no 'data'; it should be an object of 'headers' and 'data'");
        }
        JsonNode headers = whole.get("headers");
        if (headers != null && !headers.isObject()) {
            throw new MalformedPayloadException(
                    "the message body's 'headers' are no object but " + headers.getNodeType());
        }
        return new Payload(headers instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode(), data);
    }
}
