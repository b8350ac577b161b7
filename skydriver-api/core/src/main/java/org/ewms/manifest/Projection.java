package org.ewms.manifest;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of a manifest are wanted.
 *
 * @param fields all when empty
 */
public record Projection(Set<String> fields) {
    private static final String EVERYTHING = "*";

    /** Every field. */
    public static final Projection ALL = new Projection(Set.of());

    public Projection {
        fields = Set.copyOf(fields);
    }

    /** From {@code "*"}, names joined by {@code |}, or a list of names; everything from nothing. */
    public static Projection of(@Nullable Object wanted) {
        Set<String> names = new LinkedHashSet<>();
        if (wanted instanceof Collection<?> list) {
            list.forEach(each -> names.add(String.valueOf(each)));
        } else if (wanted != null) {
            names.addAll(Arrays.asList(String.valueOf(wanted).split("\\|")));
        }
        return names.contains(EVERYTHING) ? ALL : new Projection(names);
    }

    /** Whether a field is wanted. */
    public boolean wants(String field) {
        return fields.isEmpty() || fields.contains(field);
    }

    /** The wanted fields of a document. */
    public Map<String, Object> picked(Map<String, Object> document) {
        Map<String, Object> wanted = new LinkedHashMap<>(document);
        wanted.keySet().removeIf(field -> !wants(field));
        return wanted;
    }
}
