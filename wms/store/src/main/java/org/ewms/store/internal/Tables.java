package org.ewms.store.internal;

import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** Maps as the documents of one collection, with a version each. */
public record Tables(Documents documents, String id) {
    private static final String VERSION = "version";

    /** A collection with a unique id and these indexes. */
    public static Tables of(DocumentBase base, String database, String collection, String id, List<String> indexes) {
        Documents documents = base.collection(database, collection);
        documents.unique(id, false);
        indexes.forEach(documents::index);
        return new Tables(documents, id);
    }

    /** False when there is one of the same id. */
    public boolean insert(Map<String, ?> document) {
        return documents.insert(List.of(versioned(document, 1))) == 1;
    }

    public Optional<Map<String, Object>> get(String wanted) {
        return documents.get(id, wanted).map(Tables::plain);
    }

    /** Those that match, {@code limit} at most unless it is 0. */
    public List<Map<String, Object>> all(Map<String, Object> filter, List<String> sort, int limit) {
        try (Stream<Document> found = documents.find(new Document(filter), order(sort), 0, null)) {
            return (limit == 0 ? found : found.limit(limit)).map(Tables::plain).toList();
        }
    }

    /** Those that match, oldest first, with only these fields. */
    public List<Map<String, Object>> parts(Map<String, Object> filter, List<String> fields) {
        try (Stream<Document> found =
                documents.find(new Document(filter), order(List.of()), 0, Projections.include(fields))) {
            return found.map(Tables::plain).toList();
        }
    }

    /** How many match. */
    public long count(Map<String, Object> filter) {
        return documents.count(new Document(filter));
    }

    /** The document as written; empty when it is no longer the one before. */
    public Optional<Map<String, Object>> replace(String wanted, Map<String, Object> before, Map<String, Object> next) {
        long version = version(before);
        Document written = versioned(next, version + 1);
        return documents.replace(id, wanted, version, written) ? Optional.of(plain(written)) : Optional.empty();
    }

    private static @Nullable Bson order(List<String> sort) {
        List<Bson> order = new ArrayList<>();
        sort.forEach(
                each -> order.add(each.startsWith("-") ? Sorts.descending(each.substring(1)) : Sorts.ascending(each)));
        order.add(Sorts.ascending("_id"));
        return Sorts.orderBy(order);
    }

    private static long version(Map<String, Object> document) {
        return document.get(Fields.OWN) instanceof Map<?, ?> own && own.get(VERSION) instanceof Number number
                ? number.longValue()
                : 0;
    }

    private static Document versioned(Map<String, ?> document, long version) {
        Document copy = new Document();
        copy.putAll(document);
        Map<String, @Nullable Object> own = new LinkedHashMap<>();
        if (document.get(Fields.OWN) instanceof Map<?, ?> kept) {
            kept.forEach((name, value) -> own.put((String) name, value));
        }
        own.put(VERSION, version);
        copy.put(Fields.OWN, own);
        return copy;
    }

    private static Map<String, Object> plain(Map<?, ?> document) {
        Map<String, Object> plain = new LinkedHashMap<>();
        document.forEach((name, value) -> put(plain, (String) name, value));
        plain.remove("_id");
        return plain;
    }

    /** Values may be null: JSON's are. */
    @SuppressWarnings("NullAway")
    private static void put(Map<String, Object> into, String name, @Nullable Object value) {
        into.put(name, plainValue(value));
    }

    private static @Nullable Object plainValue(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> plain(map);
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>(list.size());
                list.forEach(each -> copy.add(plainValue(each)));
                yield copy;
            }
            case null, default -> value;
        };
    }
}
