package org.ewms.mqclient.faults;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.ewms.mqclient.codec.MqClientCodec;
import org.ewms.mqclient.codec.Payload;

/** Message bodies that no decoder must take, nor be hurt by. */
public final class PoisonCorpus {
    private static final int LEVEL = 3;
    private static final int BOMB = 200 << 20;
    private static final int DEEP = 100_000;

    private PoisonCorpus() {}

    /** @return what is wrong with it → body, always the same, in the same order */
    public static Map<String, byte[]> bodies() {
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        byte[] good = MqClientCodec.defaults()
                .encode(Payload.of(
                        JsonNodeFactory.instance.textNode("a good one, and long enough to be cut ".repeat(9))));
        bodies.put("empty", new byte[0]);
        bodies.put("one zero", new byte[1]);
        bodies.put("all ones", filled(64, (byte) 0xff));
        for (int i = 1; i <= 6; i++) {
            bodies.put("cut to " + i + "/8", Arrays.copyOf(good, good.length * i / 8));
        }
        for (int i = 0; i < 6; i++) {
            bodies.put("noise " + i, noise(i));
        }
        for (int at : new int[] {0, 1, 2, 3}) {
            bodies.put("magic broken at " + at, flipped(good, at));
        }
        bodies.put("tells more than it holds", flipped(good, 5));
        bodies.put("plain JSON, not compressed", "{\"headers\": {}, \"data\": 1}".getBytes(UTF_8));
        bodies.put("gzip", new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        bodies.put("a Python pickle", new byte[] {(byte) 0x80, 4, (byte) 0x95, 5, 0, 0, 0, 0, 0, 0, 0, 'K', 1, '.'});
        bodies.put("a Java object", new byte[] {(byte) 0xac, (byte) 0xed, 0, 5, 's', 'r', 0, 4, 'E', 'v', 'i', 'l'});
        for (String json : new String[] {
            "",
            " ",
            "{",
            "{}",
            "[]",
            "null",
            "1",
            "\"data\"",
            "{\"headers\": {}}",
            "{\"headers\": [], \"data\": 1}",
            "{\"headers\": {}, \"data\": }",
            "{\"headers\": {}, \"data\": 1} {}",
            "{\"headers\": {}, \"data\": 1, \"data\": 2}",
            "{'headers': {}, 'data': 1}"
        }) {
            bodies.put("JSON " + json, packed(json.getBytes(UTF_8)));
        }
        bodies.put("not UTF-8", packed(new byte[] {'{', '"', (byte) 0xc3, 0x28, '"', ':', '1', '}'}));
        bodies.put("deep", packed(("{\"headers\": {}, \"data\": " + "[".repeat(DEEP)).getBytes(UTF_8)));
        bodies.put(
                "a number of 100,000 digits",
                packed(("{\"headers\": {}, \"data\": " + "9".repeat(DEEP) + "}").getBytes(UTF_8)));
        bodies.put("bomb that tells its size", Zstd.compress(new byte[BOMB], LEVEL));
        bodies.put("bomb that does not", streamed());
        return bodies;
    }

    private static byte[] filled(int size, byte value) {
        var body = new byte[size];
        Arrays.fill(body, value);
        return body;
    }

    private static byte[] noise(int seed) {
        var body = new byte[100 + 1_000 * seed];
        new Random(seed).nextBytes(body);
        return body;
    }

    private static byte[] flipped(byte[] good, int at) {
        byte[] body = good.clone();
        body[at] ^= (byte) 0x55;
        return body;
    }

    private static byte[] packed(byte[] json) {
        return Zstd.compress(json, LEVEL);
    }

    private static byte[] streamed() {
        var out = new ByteArrayOutputStream();
        var piece = new byte[1 << 20];
        try (var zstd = new ZstdOutputStream(out)) {
            for (int i = 0; i < BOMB / piece.length; i++) {
                zstd.write(piece);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
