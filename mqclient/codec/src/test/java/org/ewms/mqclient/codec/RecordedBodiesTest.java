package org.ewms.mqclient.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bodies made by Python's json and zstd from the description of the format: in each line the bytes, and the JSON text they hold. */
class RecordedBodiesTest {
    private static final MqClientCodec CODEC = new MqClientCodec(1 << 20);
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    static List<String> lines() throws Exception {
        try (var in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(RecordedBodiesTest.class.getResourceAsStream("bodies.txt")), UTF_8))) {
            return in.lines().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("lines")
    void a_recorded_body_is_read_as_what_it_says_and_written_as_the_same_bytes(String line) throws Exception {
        int blank = line.indexOf(' ');
        byte[] body = HexFormat.of().parseHex(line.substring(0, blank));
        JsonNode whole = JSON.readTree(line.substring(blank + 1));
        Payload payload = CODEC.decode(body);
        assertThat(payload.data()).isEqualTo(whole.get("data"));
        assertThat(payload.headers()).isEqualTo(whole.get("headers"));
        assertThat(CODEC.encode(new Payload((ObjectNode) whole.get("headers"), whole.get("data"))))
                .isEqualTo(body);
    }
}
