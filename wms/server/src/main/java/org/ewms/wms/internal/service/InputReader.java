package org.ewms.wms.internal.service;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ewms.service.ApiException;
import org.ewms.workflow.Input;
import org.ewms.workflow.InputSource;

/** Reads the events that a request asks to be put in. */
final class InputReader {
    private static final int MOST_VALUES = 100_000;
    private static final int DEEPEST = 5;

    private final ObjectMapper json = new ObjectMapper();

    List<Input> inputs(JsonNode node) {
        List<Input> inputs = new ArrayList<>();
        node.properties()
                .forEach(each -> inputs.add(new Input(each.getKey(), source(each.getValue(), each.getKey(), 0))));
        return inputs;
    }

    private InputSource source(JsonNode node, String name, int depth) {
        if (depth > DEEPEST) {
            throw ApiException.badRequest("inputs." + name + " is nested deeper than " + DEEPEST);
        }
        if (node.has("values")) {
            List<Object> values = json.convertValue(node.path("values"), new TypeReference<List<Object>>() {});
            if (values.size() > MOST_VALUES || values.contains(null)) {
                throw ApiException.badRequest(
                        "inputs." + name + ".values must be at most " + MOST_VALUES + ", none of them null");
            }
            return new InputSource.Values(values);
        }
        if (node.has("range")) {
            JsonNode range = node.path("range");
            return new InputSource.Range(
                    range.path("start").asLong(0),
                    RequestReader.required(range, "stop").asLong(),
                    range.path("step").asLong(1));
        }
        if (node.has("cross")) {
            Map<String, InputSource> parts = new LinkedHashMap<>();
            node.path("cross")
                    .properties()
                    .forEach(each -> parts.put(each.getKey(), source(each.getValue(), each.getKey(), depth + 1)));
            return new InputSource.Cross(parts);
        }
        throw ApiException.badRequest("inputs." + name + " must have values, range or cross");
    }
}
