package org.ewms.mqclient.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MqClientCodecTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Recorded from the Python MQClient: data "x". */
    private static final byte[] X =
            join(HexFormat.of().parseHex("28b52ffd201ce10000"), "{\"headers\": {}, \"data\": \"x\"}".getBytes(UTF_8));

    private final MqClientCodec codec = new MqClientCodec(1 << 20);

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static byte[] packed(String json) {
        return Zstd.compress(json.getBytes(UTF_8), 3);
    }

    private static String unpacked(byte[] frame) {
        return new String(Zstd.decompress(frame, (int) Zstd.getFrameContentSize(frame)), UTF_8);
    }

    private JsonNode data(String json) {
        return codec.decode(packed("{\"headers\": {}, \"data\": " + json + "}")).data();
    }

    @Test
    void writes_the_very_bytes_the_python_client_writes() {
        assertThat(codec.encode(Payload.of(JSON.textNode("x")))).isEqualTo(X);
    }

    @Test
    void reads_the_very_bytes_the_python_client_writes() {
        Payload payload = codec.decode(X);
        assertThat(payload.data().textValue()).isEqualTo("x");
        assertThat(payload.headers()).isEmpty();
    }

    @Test
    void writes_json_as_python_does() {
        JsonNode data = JSON.objectNode()
                .put("a", 1)
                .put("naïve", "☃𝄞\n")
                .<com.fasterxml.jackson.databind.node.ObjectNode>set(
                        "list",
                        JSON.arrayNode()
                                .add(Double.NaN)
                                .add(Double.POSITIVE_INFINITY)
                                .add(Double.NEGATIVE_INFINITY)
                                .add(0.5)
                                .add(true)
                                .addNull());
        assertThat(unpacked(codec.encode(Payload.of(data))).toLowerCase(java.util.Locale.ROOT))
                .isEqualTo(("{\"headers\": {}, \"data\": {\"a\": 1, \"na\\u00efve\": \"\\u2603\\ud834\\udd1e\\n\", "
                                + "\"list\": [NaN, Infinity, -Infinity, 0.5, true, null]}}")
                        .toLowerCase(java.util.Locale.ROOT));
    }

    @Test
    void tells_the_content_size_without_which_python_refuses_a_frame() {
        byte[] frame = codec.encode(Payload.of(JSON.textNode("y".repeat(300_000))));
        assertThat(Zstd.getFrameContentSize(frame)).isEqualTo(300_000L + "{\"headers\": {}, \"data\": \"\"}".length());
    }

    @Test
    void reads_nan_and_infinities() {
        JsonNode data = data("[NaN, Infinity, -Infinity]");
        assertThat(data.get(0).doubleValue()).isNaN();
        assertThat(data.get(1).doubleValue()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(data.get(2).doubleValue()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void reads_integers_of_any_size() {
        String digits = "9".repeat(1_000);
        assertThat(data(digits).bigIntegerValue()).isEqualTo(new BigInteger(digits));
    }

    @Test
    void keeps_unknown_headers() {
        Payload payload = codec.decode(packed("{\"headers\": {\"traceparent\": \"00-1\"}, \"data\": null}"));
        assertThat(payload.headers().get("traceparent").textValue()).isEqualTo("00-1");
        assertThat(payload.data().isNull()).isTrue();
    }

    @Test
    void reads_a_message_without_headers() {
        assertThat(codec.decode(packed("{\"data\": 3}")).headers()).isEmpty();
    }

    @Test
    void reads_a_frame_that_does_not_tell_its_size() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ZstdOutputStream(bytes)) {
            out.write("{\"headers\": {}, \"data\": 7}".getBytes(UTF_8));
        }
        assertThat(codec.decode(bytes.toByteArray()).data().intValue()).isEqualTo(7);
    }

    @Test
    void refuses_a_bomb_by_the_size_it_tells() {
        byte[] bomb = Zstd.compress(new byte[8 << 20], 3);
        assertThatThrownBy(() -> codec.decode(bomb))
                .isInstanceOf(MalformedPayloadException.class)
                .hasMessageContaining("8388608")
                .hasMessageContaining("1048576");
    }

    @Test
    void refuses_a_bomb_that_hides_its_size() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ZstdOutputStream(bytes)) {
            out.write(new byte[8 << 20]);
        }
        assertThatThrownBy(() -> codec.decode(bytes.toByteArray()))
                .isInstanceOf(MalformedPayloadException.class)
                .hasMessageContaining("1048576");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[1",
                "nul",
                "{\"headers\": {}}",
                "[]",
                "3",
                "{\"headers\": [], \"data\": 1}",
                "{\"data\": 1} x"
            })
    void refuses_what_is_not_the_format(String json) {
        assertThatThrownBy(() -> codec.decode(packed(json))).isInstanceOf(MalformedPayloadException.class);
    }

    @Test
    void refuses_json_nested_beyond_reason() {
        assertThatThrownBy(() -> data("[".repeat(5_000) + "]".repeat(5_000)))
                .isInstanceOf(MalformedPayloadException.class);
    }

    @Test
    void refuses_a_body_that_is_no_frame() {
        assertThatThrownBy(() -> codec.decode("{\"data\": 1}".getBytes(UTF_8)))
                .isInstanceOf(MalformedPayloadException.class);
        assertThatThrownBy(() -> codec.decode(new byte[0])).isInstanceOf(MalformedPayloadException.class);
    }

    @Test
    void throws_nothing_else_whatever_bytes_it_gets() {
        long seed = 20_251_120;
        var random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = X.clone();
            for (int k = random.nextInt(1, 4); k > 0; k--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
            }
            byte[] cut = Arrays.copyOf(damaged, random.nextInt(damaged.length + 1));
            try {
                assertThat(codec.decode(cut).data())
                        .as("seed %d, round %d", seed, i)
                        .isNotNull();
            } catch (MalformedPayloadException e) {
                assertThat(e).hasMessageContaining("message body");
            }
        }
    }
}
