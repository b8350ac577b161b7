package org.ewms.service;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Environment variables that set up a service, read with errors that name them. What is blank counts as not set.
 *
 * @param all by name
 */
public record Variables(Map<String, String> all) {
    private static final Set<String> YES = Set.of("1", "true", "yes", "on", "t", "y");

    /** Its value without spaces around, or null. */
    public @Nullable String get(String name) {
        String value = all.get(name);
        return value == null || value.isBlank() ? null : value.strip();
    }

    /** Its value as that reads it, or null. */
    public <T> @Nullable T get(String name, Function<String, T> read) {
        String value = get(name);
        return value == null ? null : read.apply(value);
    }

    public String text(String name, String otherwise) {
        String value = get(name);
        return value == null ? otherwise : value;
    }

    /** @throws IllegalArgumentException when it is not set */
    public String needed(String name) {
        String value = get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " must be set");
        }
        return value;
    }

    /** Names joined by commas; none unless set. */
    public List<String> names(String name) {
        return Arrays.stream(text(name, "").split(","))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    /** @throws IllegalArgumentException when it is no whole number from least, at least 0, to most */
    public int number(String name, int otherwise, int least, int most) {
        String value = get(name);
        if (value == null) {
            return otherwise;
        }
        if (value.matches("[0-9]{1,10}")) {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return (int) number;
            }
        }
        throw new IllegalArgumentException(
                name + " must be a number from " + least + " to " + most + ", is '" + value + "'");
    }

    /**
     * One of these words, the first unless set.
     *
     * @throws IllegalArgumentException when it is another
     */
    public String oneOf(String name, String... words) {
        String value = text(name, words[0]);
        if (!List.of(words).contains(value)) {
            throw new IllegalArgumentException(
                    name + " must be one of " + String.join(", ", words) + ", is '" + value + "'");
        }
        return value;
    }

    /** Whether it says yes. */
    public boolean flag(String name) {
        return YES.contains(text(name, "").toLowerCase(Locale.ROOT));
    }
}
