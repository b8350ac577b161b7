package org.ewms.store.internal;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Reads fields of a document that this store wrote. */
final class Fields {
    /** What the store keeps beside the API's fields. */
    static final String OWN = "ewms";

    private Fields() {}

    /** Seconds since 1970, exact to the microsecond, as the API has them. */
    static double seconds(Instant at) {
        return at.getEpochSecond() + at.truncatedTo(ChronoUnit.MICROS).getNano() / 1e9;
    }

    static @Nullable Double secondsOrNull(@Nullable Instant at) {
        return at == null ? null : seconds(at);
    }

    static Instant instant(Document from, String field) {
        return instant(Objects.requireNonNull(from.get(field), field));
    }

    private static Instant instant(Object seconds) {
        return Instant.EPOCH.plus(Math.round(((Number) seconds).doubleValue() * 1e6), ChronoUnit.MICROS);
    }

    static @Nullable Instant instantOrNull(@Nullable Object seconds) {
        return seconds == null ? null : instant(seconds);
    }

    static String text(Document from, String field) {
        return Objects.requireNonNull(from.getString(field), field);
    }

    static long number(Document from, String field) {
        return ((Number) Objects.requireNonNull(from.get(field), field)).longValue();
    }

    static Document part(Document from, String field) {
        return Objects.requireNonNull(from.get(field, Document.class), field);
    }

    static <T> List<T> list(Document from, String field, Class<T> type) {
        return Objects.requireNonNull(from.getList(field, type), field);
    }

    /** The document as a map of the wanted values, in the document's order. */
    static <V> Map<String, V> map(Document from, String field, Function<Object, V> value) {
        Map<String, V> all = new LinkedHashMap<>();
        part(from, field).forEach((key, each) -> all.put(key, value.apply(each)));
        return all;
    }

    /** The value with every document in it as a plain map. */
    static Object plain(Object value) {
        return switch (value) {
            case Document document -> {
                Map<String, Object> map = new LinkedHashMap<>();
                document.forEach((key, each) -> map.put(key, plain(each)));
                yield map;
            }
            case List<?> list -> list.stream().map(Fields::plain).toList();
            default -> value;
        };
    }
}
