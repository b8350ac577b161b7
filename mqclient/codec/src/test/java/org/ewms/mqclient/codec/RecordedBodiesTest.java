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

/**
 * Bodies made by Python's json and zstd from the description of the format: in each line the bytes, and the JSON text they hold. Those of
 * {@code bodies.txt} we write alike; those of {@code spellings.txt} we write with another spelling of numbers and escapes.
 */
class RecordedBodiesTest {
    private static final MqClientCodec CODEC = new MqClientCodec(1 << 20);
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    static List<String> bodies() throws Exception {
        return lines("bodies.txt");
    }

    static List<String> spellings() throws Exception {
        return lines("spellings.txt");
    }

    private static List<String> lines(String file) throws Exception {
        try (var in = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(RecordedBodiesTest.class.getResourceAsStream(file)), UTF_8))) {
            return in.lines().toList();
        }
    }

    private static byte[] body(String line) {
        return HexFormat.of().parseHex(line.substring(0, line.indexOf(' ')));
    }

    private static Payload meant(String line) throws Exception {
        JsonNode whole = JSON.readTree(line.substring(line.indexOf(' ') + 1));
        return new Payload((ObjectNode) whole.get("headers"), whole.get("data"));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void a_recorded_body_is_read_as_what_it_says_and_written_as_the_same_bytes(String line) throws Exception {
        assertThat(CODEC.decode(body(line))).isEqualTo(meant(line));
        assertThat(CODEC.encode(meant(line))).isEqualTo(body(line));
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void a_recorded_body_is_read_as_what_it_says_and_written_with_the_same_meaning(String line) throws Exception {
        assertThat(CODEC.decode(body(line))).isEqualTo(meant(line));
        assertThat(CODEC.decode(CODEC.encode(meant(line)))).isEqualTo(meant(line));
    }
}
