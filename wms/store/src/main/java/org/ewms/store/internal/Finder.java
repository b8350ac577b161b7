package org.ewms.store.internal;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.ewms.store.Page;
import org.ewms.store.Question;
import org.jspecify.annotations.Nullable;

/** Answers questions in parts of bounded size. */
final class Finder {
    private Finder() {}

    static Page find(Documents in, Question question) {
        List<Map<String, Object>> documents = new ArrayList<>();
        String last = null;
        long bytes = 0;
        boolean sorted = !question.sort().isEmpty();
        try (Stream<Document> found =
                in.find(filter(question), order(question), before(question), projection(question))) {
            Iterator<Document> all = found.iterator();
            while (all.hasNext()) {
                Document next = all.next();
                bytes += size(next);
                boolean full = documents.size() == question.limit() || bytes > question.maxBytes();
                if (full && !documents.isEmpty()) {
                    return new Page(documents, last);
                }
                ObjectId id = next.getObjectId("_id");
                last = sorted ? Integer.toString(before(question) + documents.size() + 1) : id.toHexString();
                documents.add(Shown.of(next));
            }
        }
        return new Page(documents, null);
    }

    static long count(Documents in, Question question) {
        return in.count(filtered(question));
    }

    /** About as many bytes as it has in JSON. */
    private static long size(@Nullable Object value) {
        return switch (value) {
            case null -> 4;
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .mapToLong(each -> 4 + String.valueOf(each.getKey()).length() + size(each.getValue()))
                        .sum();
            case List<?> list ->
                2 + list.stream().mapToLong(each -> 1 + size(each)).sum();
            case String text -> 2 + text.length();
            default -> 8;
        };
    }

    /** Workflows that somebody with these names may see. */
    static Bson visible(Set<String> names) {
        return Filters.or(
                Filters.eq("ewms.owner", null),
                Filters.in("ewms.owner", names),
                Filters.in("ewms.readers", names),
                Filters.in("ewms.editors", names));
    }

    private static Bson filtered(Question question) {
        Bson asked = new Document(question.filter());
        return question.visibleTo() == null ? asked : Filters.and(asked, visible(question.visibleTo()));
    }

    private static Bson filter(Question question) {
        String after = question.after();
        if (after == null || !question.sort().isEmpty()) {
            return filtered(question);
        }
        Map<String, @Nullable Object> asked = new LinkedHashMap<>(question.filter());
        asked.remove("_id");
        Bson rest = Filters.and(Filters.gt("_id", new ObjectId(after)), new Document(asked));
        return question.visibleTo() == null ? rest : Filters.and(rest, visible(question.visibleTo()));
    }

    private static int before(Question question) {
        return question.sort().isEmpty() || question.after() == null ? 0 : Integer.parseInt(question.after());
    }

    private static Bson order(Question question) {
        List<Bson> order = new ArrayList<>();
        question.sort()
                .forEach(each ->
                        order.add(each.startsWith("-") ? Sorts.descending(each.substring(1)) : Sorts.ascending(each)));
        order.add(Sorts.ascending("_id"));
        return Sorts.orderBy(order);
    }

    private static @Nullable Bson projection(Question question) {
        if (question.projection().isEmpty()) {
            return null;
        }
        List<String> fields = question.projection().stream()
                .filter(each -> !each.equals("_id"))
                .toList();
        return Projections.include(fields);
    }
}
