package org.ewms.store.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.bson.BsonRegularExpression;
import org.bson.BsonValue;
import org.bson.Document;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/** Documents in the types of the embedded store's library. */
final class LocalForm {
    private LocalForm() {}

    /** A copy of a document, a map of values, or a filter. */
    static de.bwaldvogel.mongo.bson.Document of(Map<?, ?> document) {
        de.bwaldvogel.mongo.bson.Document copy = new de.bwaldvogel.mongo.bson.Document();
        document.forEach((name, value) -> copy.put((String) name, value(value)));
        return copy;
    }

    /** The same as {@link org.bson.Document}. */
    static Document read(Map<?, ?> document) {
        Document copy = new Document();
        document.forEach((name, value) -> copy.put((String) name, readValue(value)));
        return copy;
    }

    private static @Nullable Object value(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case BsonValue bson -> bson(bson);
            case Map<?, ?> map -> of(map);
            case Collection<?> some -> {
                List<@Nullable Object> copy = new ArrayList<>(some.size());
                some.forEach(each -> copy.add(value(each)));
                yield copy;
            }
            case ObjectId id -> new de.bwaldvogel.mongo.bson.ObjectId(id.toByteArray());
            case String s -> s;
            case Boolean b -> b;
            case Integer i -> i;
            case Long l -> l;
            case Double d -> d;
            default -> throw new IllegalArgumentException("a document cannot have a " + value.getClass() + " in it");
        };
    }

    private static @Nullable Object bson(BsonValue value) {
        return switch (value.getBsonType()) {
            case NULL, UNDEFINED -> null;
            case STRING -> value.asString().getValue();
            case BOOLEAN -> value.asBoolean().getValue();
            case INT32 -> value.asInt32().getValue();
            case INT64 -> value.asInt64().getValue();
            case DOUBLE -> value.asDouble().getValue();
            case OBJECT_ID -> value(value.asObjectId().getValue());
            case DOCUMENT -> of(value.asDocument());
            case ARRAY -> {
                List<@Nullable Object> copy = new ArrayList<>();
                value.asArray().forEach(each -> copy.add(bson(each)));
                yield copy;
            }
            case REGULAR_EXPRESSION -> {
                BsonRegularExpression regex = value.asRegularExpression();
                yield new de.bwaldvogel.mongo.bson.BsonRegularExpression(regex.getPattern(), regex.getOptions());
            }
            default -> throw new IllegalArgumentException("a document cannot have a " + value.getBsonType() + " in it");
        };
    }

    private static @Nullable Object readValue(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case Map<?, ?> map -> read(map);
            case Collection<?> some -> {
                List<@Nullable Object> copy = new ArrayList<>(some.size());
                some.forEach(each -> copy.add(readValue(each)));
                yield copy;
            }
            case de.bwaldvogel.mongo.bson.ObjectId id -> new ObjectId(id.toByteArray());
            default -> value;
        };
    }
}
