package org.ewms.alerts.internal.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ewms.alerts.Condition;
import org.ewms.alerts.internal.record.Content;
import org.ewms.alerts.internal.record.Hash;
import org.ewms.icecube.EventFormatException;
import org.ewms.icecube.RealtimeEvent;

/**
 * An alert message that has been read in full, its frames too.
 *
 * @param numbers of the message's data, by path
 * @param text JSON of the whole message
 */
record Message(
        RealtimeEvent event, List<String> streams, Map<String, Double> numbers, String text, String contentHash) {
    private static final int MOST_BYTES = 64 << 20;
    private static final double MJD_OF_1970 = 40_587;
    private static final double MICROS_PER_DAY = 86_400e6;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    static {
        JSON.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(MOST_BYTES)
                        .build());
    }

    /** @throws EventFormatException when it is no event that can be scanned, saying where and why */
    static Message read(byte[] content) throws EventFormatException {
        RealtimeEvent event = RealtimeEvent.read(content, "the alert");
        try {
            JsonNode root = JSON.readTree(content);
            JsonNode value = root.path("value");
            Map<String, Double> numbers = new LinkedHashMap<>();
            numbers("", value.path("data"), numbers);
            // What is said of the event, in one order of its fields; how and when it was sent is outside of it.
            byte[] said = JSON.writeValueAsBytes(JSON.treeToValue(value, Object.class));
            return new Message(event, streams(value), numbers, root.toString(), Hash.of(said));
        } catch (JsonProcessingException e) {
            throw new EventFormatException("no valid JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new EventFormatException("no valid JSON: " + e.getMessage());
        }
    }

    private static void numbers(String path, JsonNode node, Map<String, Double> numbers) {
        if (node.isNumber()) {
            numbers.put(path, node.doubleValue());
        }
        if (node.isObject()) {
            node.properties()
                    .forEach(each -> numbers(
                            path.isEmpty() ? each.getKey() : path + "." + each.getKey(), each.getValue(), numbers));
        }
    }

    /** Streams and topics, in the order of the message. */
    private static List<String> streams(JsonNode value) {
        List<String> all = new ArrayList<>();
        texts(value.path("streams"), all);
        texts(value.at("/zmqnotify/topics"), all);
        return all.stream().distinct().toList();
    }

    private static void texts(JsonNode node, List<String> all) {
        if (node.isTextual()) {
            all.add(node.textValue());
        }
        node.forEach(each -> texts(each, all));
    }

    /** What rules are held against. */
    Condition.Signs signs() {
        return new Condition.Signs(streams, event.eventType(), event.version(), event.simulated(), numbers);
    }

    /** What is kept. @param i3EventId of the event that is kept */
    Content content(String i3EventId) {
        long micros = Math.round((event.mjd() - MJD_OF_1970) * MICROS_PER_DAY);
        Instant at = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        return new Content(
                event.runId(),
                event.eventId(),
                at.toString(),
                event.mjd(),
                event.eventType(),
                streams,
                event.version(),
                event.simulated(),
                contentHash,
                i3EventId);
    }

    /** The bytes of the text. */
    static byte[] bytes(JsonNode message) {
        return message.toString().getBytes(StandardCharsets.UTF_8);
    }
}
