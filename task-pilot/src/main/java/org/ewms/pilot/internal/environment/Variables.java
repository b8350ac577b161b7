package org.ewms.pilot.internal.environment;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Environment variables with types. A variable that is set to nothing counts as not set. Values never get into messages: they may be secret. */
final class Variables {
    private static final Set<String> TRUE = Set.of("y", "yes", "t", "true", "on", "1");
    private static final Set<String> FALSE = Set.of("n", "no", "f", "false", "off", "0");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, String> all;

    Variables(Map<String, String> all) {
        this.all = Map.copyOf(all);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(all.get(name)).filter(value -> !value.isBlank());
    }

    String text(String name, String otherwise) {
        return text(name).orElse(otherwise);
    }

    boolean flag(String name, boolean otherwise) {
        Optional<String> value = text(name).map(text -> text.strip().toLowerCase(Locale.ROOT));
        if (value.isPresent() && !TRUE.contains(value.get()) && !FALSE.contains(value.get())) {
            throw new IllegalArgumentException(name + " must be true or false");
        }
        return value.map(TRUE::contains).orElse(otherwise);
    }

    Optional<Long> number(String name, long least) {
        Optional<String> value = text(name).map(String::strip);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (!value.get().matches("-?[0-9]{1,15}") || Long.parseLong(value.get()) < least) {
            throw new IllegalArgumentException(name + " must be a whole number of at least " + least);
        }
        return Optional.of(Long.parseLong(value.get()));
    }

    Optional<Duration> seconds(String name, long least) {
        return number(name, least).map(Duration::ofSeconds);
    }

    /** Separated by white space. */
    List<String> words(String name) {
        return text(name).map(text -> List.of(text.strip().split("\\s+"))).orElse(List.of());
    }

    /** Separated by that character; white space around each is ignored, empty ones too. */
    List<String> list(String name, String separator) {
        return text(name).stream()
                .flatMap(text -> Stream.of(text.split(Pattern.quote(separator))))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    /** One value for each of {@code count} queues; a single one holds for all. */
    List<Optional<String>> forEach(String name, int count) {
        List<String> given =
                text(name).map(text -> List.of(text.split(";", -1))).orElse(List.of(""));
        if (given.size() != 1 && given.size() != count) {
            throw new IllegalArgumentException(
                    name + " has " + given.size() + " values separated by ';', but there are " + count + " queues");
        }
        List<Optional<String>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String value = given.get(given.size() == 1 ? 0 : i).strip();
            all.add(value.isEmpty() ? Optional.empty() : Optional.of(value));
        }
        return all;
    }

    /** A JSON object of strings and whole numbers, as environment for a task. */
    Map<String, String> object(String name) {
        JsonNode json;
        try {
            json = JSON.readTree(text(name, "{}"));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(name + " is no JSON: " + e.getOriginalMessage(), e);
        }
        if (!json.isObject()) {
            throw new IllegalArgumentException(
                    name + ": container's env must be a string-dictionary of strings or ints");
        }
        Map<String, String> found = new TreeMap<>();
        json.properties().forEach(entry -> {
            if (!NAME.matcher(entry.getKey()).matches()) {
                throw new IllegalArgumentException(name + ": Invalid environment variable name: " + entry.getKey());
            }
            if (!entry.getValue().isTextual() && !entry.getValue().isIntegralNumber()) {
                throw new IllegalArgumentException(
                        name + ": Invalid environment variable value (not str or int): that of " + entry.getKey());
            }
            found.put(entry.getKey(), entry.getValue().asText());
        });
        return found;
    }
}
