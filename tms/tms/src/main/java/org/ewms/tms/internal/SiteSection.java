package org.ewms.tms.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A part of a sites file.
 *
 * @param place where it is, for messages
 * @param node what is there
 */
public record SiteSection(String place, JsonNode node) {
    public SiteSection {
        if (!node.isObject() && !node.isMissingNode()) {
            throw new IllegalArgumentException(place + " must have keys and values");
        }
    }

    /** Refuses any other key. */
    public void only(String... known) {
        Set<String> all = new TreeSet<>(List.of(known));
        for (String each : names()) {
            if (!all.contains(each)) {
                throw new IllegalArgumentException(place + ": there is no key '" + each + "'; known are " + all);
            }
        }
    }

    /** Refuses any other key. */
    public void only(String[] common, String... further) {
        List<String> all = new ArrayList<>(List.of(common));
        all.addAll(List.of(further));
        only(all.toArray(String[]::new));
    }

    /** Its keys, in order. */
    public List<String> names() {
        return node.propertyStream().map(Map.Entry::getKey).toList();
    }

    /** A part of it; empty when it is not there. */
    public SiteSection section(String key) {
        return new SiteSection(place + "." + key, node.path(key));
    }

    /** A text or number. */
    public Optional<String> text(String key) {
        JsonNode value = node.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isValueNode()) {
            throw wrong(key, "one value");
        }
        return Optional.of(value.asText());
    }

    /** A whole number between two. */
    public Optional<Integer> number(String key, int least, int most) {
        JsonNode value = node.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.canConvertToInt() || !value.isIntegralNumber() || value.asInt() < least || value.asInt() > most) {
            throw wrong(key, "a whole number from " + least + " to " + most);
        }
        return Optional.of(value.asInt());
    }

    /** A number that is not less. */
    public Optional<Double> decimal(String key, long least) {
        JsonNode value = node.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isNumber() || !Double.isFinite(value.asDouble()) || value.asDouble() < least) {
            throw wrong(key, "a number from " + least + " on");
        }
        return Optional.of(value.asDouble());
    }

    /** A list of texts; empty when it is not there. */
    public List<String> list(String key) {
        JsonNode value = node.path(key);
        if (!value.isMissingNode() && !value.isArray()) {
            throw wrong(key, "a list");
        }
        List<String> all = new ArrayList<>();
        value.forEach(each -> all.add(each.asText()));
        return all;
    }

    /** Texts by name; empty when it is not there. */
    public Map<String, String> texts(String key) {
        SiteSection section = section(key);
        Map<String, String> all = new LinkedHashMap<>();
        section.names().forEach(name -> all.put(name, section.text(name).orElse("")));
        return all;
    }

    /** The exception for a wrong value. */
    public IllegalArgumentException wrong(String key, String right) {
        return new IllegalArgumentException(place + "." + key + " must be " + right
                + (node.has(key) ? ", is " + node.get(key) : "; it is missing"));
    }
}
