package org.ewms.alerts.internal.rules;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A value of a YAML file, with the place where it stands: members of a mapping, items of a list, or a scalar. What is asked of it and not there
 * becomes an error that names file, line and field, and what would be right.
 *
 * @param file for messages
 * @param path of the field from the top, as {@code rules[0].when.stream}; empty at the top
 * @param line in the file, from 1
 * @param value a map of entries by name, a list of entries, or text, number, boolean, null
 */
public record Entry(
        String file, String path, int line, @Nullable Object value) {
    /**
     * Reads a file's text.
     *
     * @throws IllegalArgumentException naming the line where it is no YAML
     */
    public static Entry read(String file, String text) {
        try (JsonParser parser = new YAMLFactory().createParser(text)) {
            if (parser.nextToken() == null) {
                return new Entry(file, "", 1, Map.of());
            }
            return of(parser, file, "");
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new IllegalArgumentException(file + " line " + line + ": no YAML: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Entry of(JsonParser parser, String file, String path) throws IOException {
        int line = parser.currentTokenLocation().getLineNr();
        return switch (parser.currentToken()) {
            case START_OBJECT -> new Entry(file, path, line, members(parser, file, path));
            case START_ARRAY -> {
                List<Entry> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(of(parser, file, path + "[" + items.size() + "]"));
                }
                yield new Entry(file, path, line, items);
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Entry(file, path, line, parser.getNumberValue());
            case VALUE_TRUE, VALUE_FALSE -> new Entry(file, path, line, parser.getBooleanValue());
            case VALUE_NULL -> new Entry(file, path, line, null);
            default -> new Entry(file, path, line, parser.getText());
        };
    }

    private static Map<String, Entry> members(JsonParser parser, String file, String path) throws IOException {
        Map<String, Entry> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            int line = parser.currentTokenLocation().getLineNr();
            parser.nextToken();
            Entry member = of(parser, file, path.isEmpty() ? name : path + "." + name);
            if (members.put(name, new Entry(file, member.path, line, member.value)) != null) {
                throw member.wrong("is there twice");
            }
        }
        return members;
    }

    /** What is wrong with this field. */
    public IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException(file + " line " + line + ": " + (path.isEmpty() ? "" : path + " ") + what);
    }

    /** The entries by name. @throws IllegalArgumentException when it is no mapping */
    @SuppressWarnings("unchecked")
    public Map<String, Entry> members() {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Entry>) map;
        }
        throw wrong("must be fields with names (name: value), is " + shown());
    }

    /** The same, when it has these fields only. */
    public Entry only(String... names) {
        Set<String> known = Set.of(names);
        members().forEach((name, entry) -> {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(entry.file + " line " + entry.line + ": " + entry.path
                        + " is unknown; known here: " + String.join(", ", names));
            }
        });
        return this;
    }

    /** A field. */
    public Optional<Entry> field(String name) {
        return Optional.ofNullable(members().get(name)).filter(each -> each.value != null);
    }

    /** A field that must be there. @param example a value that would be right */
    public Entry needed(String name, String example) {
        return field(name)
                .orElseThrow(() -> wrong("needs the field " + name + ", for instance " + name + ": " + example));
    }

    /** The items of a list; a single value counts as one. */
    @SuppressWarnings("unchecked")
    public List<Entry> items() {
        return value instanceof List<?> list ? (List<Entry>) list : List.of(this);
    }

    /** Its text. */
    public String text() {
        if (value instanceof String text && !text.isBlank()) {
            return text.strip();
        }
        if (value instanceof Number number) {
            return number.toString();
        }
        throw wrong("must be text, is " + shown());
    }

    /** Its texts, one or a list. */
    public List<String> texts() {
        return items().stream().map(Entry::text).toList();
    }

    /** A whole number in this range. */
    public int whole(int least, int most) {
        if (value instanceof Integer number && number >= least && number <= most) {
            return number;
        }
        throw wrong("must be a whole number from " + least + " to " + most + ", is " + shown());
    }

    /** A number. */
    public double number() {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        throw wrong("must be a number, is " + shown());
    }

    /** True or false. */
    public boolean flag() {
        if (value instanceof Boolean flag) {
            return flag;
        }
        throw wrong("must be true or false, is " + shown());
    }

    /** One of these words. */
    public String oneOf(String... words) {
        String text = text();
        if (!List.of(words).contains(text)) {
            throw wrong("must be one of " + String.join(", ", words) + ", is '" + text + "'");
        }
        return text;
    }

    /** Its text as that reads it, whose error becomes one of this field. */
    public <T> T read(Function<String, T> reader) {
        try {
            return reader.apply(text());
        } catch (IllegalArgumentException e) {
            throw wrong("cannot be '" + value + "': " + e.getMessage());
        }
    }

    private String shown() {
        return switch (value) {
            case null -> "empty";
            case Map<?, ?> map -> "fields with names";
            case List<?> list -> "a list";
            case String text -> "'" + text + "'";
            default -> value.toString();
        };
    }
}
