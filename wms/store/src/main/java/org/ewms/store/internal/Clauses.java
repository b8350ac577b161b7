package org.ewms.store.internal;

import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.BsonRegularExpression;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a query says that must hold, whatever else it says. */
final class Clauses {
    private Clauses() {}

    /** Values of which the field must have one; empty when the query does not say so. */
    static Optional<List<Object>> valuesOf(Document query, String field) {
        Optional<List<Object>> direct = values(query.get(field));
        if (direct.isPresent() || !(query.get("$and") instanceof Collection<?> all)) {
            return direct;
        }
        return all.stream()
                .filter(Document.class::isInstance)
                .map(each -> valuesOf((Document) each, field))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The same for numbers of every type. */
    static Object normalized(Object value) {
        if (value instanceof String || value instanceof Boolean) {
            return value;
        }
        return new KeyValue(value).normalized().get(0);
    }

    private static Optional<List<Object>> values(@Nullable Object condition) {
        return switch (condition) {
            case Document operators
            when operators.size() == 1 && operators.get("$in") instanceof Collection<?> some -> all(some);
            case Document operators
            when operators.size() == 1 && operators.containsKey("$eq") -> values(operators.get("$eq"));
            case String text -> Optional.of(List.of(text));
            case Number number -> Optional.of(List.of(normalized(number)));
            case Boolean flag -> Optional.of(List.of(flag));
            case null, default -> Optional.empty();
        };
    }

    /** Only when each can be looked up. */
    private static Optional<List<Object>> all(Collection<?> some) {
        List<Object> all = new ArrayList<>();
        for (Object each : some) {
            Optional<List<Object>> one =
                    BsonRegularExpression.isRegularExpression(each) ? Optional.empty() : values(each);
            if (one.isEmpty()) {
                return Optional.empty();
            }
            all.addAll(one.get());
        }
        return Optional.of(all);
    }
}
