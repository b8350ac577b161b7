package org.ewms.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import org.ewms.mqclient.codec.MqClientCodec;
import org.ewms.mqclient.codec.Payload;

/** What is inside message bodies. */
enum BodyFormat {
    /** Any bytes. */
    RAW {
        @Override
        byte[] encode(byte[] text, String origin) {
            return text;
        }

        @Override
        byte[] show(byte[] body) {
            return body;
        }

        @Override
        void describe(byte[] body, ObjectNode node) {
            try {
                node.put(
                        "body", UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
            } catch (CharacterCodingException e) {
                node.put("body_base64", Base64.getEncoder().encodeToString(body));
            }
        }
    },
    /** JSON as the Python MQClient packs it; outside of the body it is plain JSON, with Python's NaN and infinities. */
    MQCLIENT {
        @Override
        byte[] encode(byte[] text, String origin) {
            try {
                JsonNode data = JSON.readTree(text);
                if (data.isMissingNode()) {
                    throw new IllegalArgumentException(origin + " is empty, not JSON");
                }
                return CODEC.encode(Payload.of(data));
            } catch (JacksonException e) {
                throw new IllegalArgumentException(
                        origin + " is not JSON: " + e.getOriginalMessage() + " (a text needs its double quotes)", e);
            } catch (IOException e) {
                throw new IllegalStateException("memory could not be read", e);
            }
        }

        @Override
        byte[] show(byte[] body) {
            try {
                return JSON.writeValueAsString(CODEC.decode(body).data()).getBytes(UTF_8);
            } catch (JacksonException e) {
                throw new IllegalStateException("JSON could not be written", e);
            }
        }

        @Override
        void describe(byte[] body, ObjectNode node) {
            node.set("data", CODEC.decode(body).data());
        }
    };

    private static final MqClientCodec CODEC = MqClientCodec.defaults();
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .build();

    /**
     * The body to send.
     *
     * @param origin names the text in errors
     * @throws IllegalArgumentException when the text cannot be sent in this format
     */
    abstract byte[] encode(byte[] text, String origin);

    /** The text of a body, as {@link #encode} takes it. */
    abstract byte[] show(byte[] body);

    /** Adds the body to what is told of a message. */
    abstract void describe(byte[] body, ObjectNode node);
}
