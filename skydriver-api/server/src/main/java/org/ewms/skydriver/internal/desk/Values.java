package org.ewms.skydriver.internal.desk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.util.RawValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON as maps, lists, text and numbers. */
final class Values {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Values() {}

    /** The members of an object. */
    static Map<String, Object> map(JsonNode object) {
        Map<String, Object> map = new LinkedHashMap<>();
        object.properties().forEach(each -> put(map, each.getKey(), each.getValue()));
        return map;
    }

    @SuppressWarnings("NullAway")
    private static void put(Map<String, Object> map, String name, JsonNode value) {
        map.put(name, of(value));
    }

    /** The same as a value of Java; whole numbers that no long holds become doubles. */
    static @Nullable Object of(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> map(node);
            case ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>(node.size());
                node.forEach(each -> list.add(of(each)));
                yield list;
            }
            case STRING -> node.asText();
            case BOOLEAN -> node.asBoolean();
            case NUMBER -> number(node);
            default -> null;
        };
    }

    private static Number number(JsonNode node) {
        if (node.isInt()) {
            return node.intValue();
        }
        return node.isIntegralNumber() && node.canConvertToLong()
                ? (Number) node.longValue()
                : (Number) node.doubleValue();
    }

    /** The object of this text. @throws IllegalArgumentException saying what is wrong with it */
    static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e.getOriginalMessage(), e);
        }
    }

    /** JSON that is written as it is. */
    static RawValue raw(String json) {
        return new RawValue(json);
    }
}
