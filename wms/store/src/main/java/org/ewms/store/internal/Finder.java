package org.ewms.store.internal;

import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.bson.codecs.DocumentCodec;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.ewms.store.Page;
import org.ewms.store.Question;
import org.jspecify.annotations.Nullable;

/** Answers questions in parts of bounded size. */
final class Finder {
    private static final DocumentCodec CODEC = new DocumentCodec();

    private Finder() {}

    static Page find(MongoCollection<Document> collection, Question question) {
        FindIterable<RawBsonDocument> found = collection
                .withDocumentClass(RawBsonDocument.class)
                .find(filter(question))
                .projection(projection(question))
                .sort(Sorts.ascending("_id"));
        List<Map<String, Object>> documents = new ArrayList<>();
        String last = null;
        long bytes = 0;
        try (MongoCursor<RawBsonDocument> cursor = found.iterator()) {
            while (cursor.hasNext()) {
                RawBsonDocument next = cursor.next();
                bytes += next.getByteBuffer().remaining();
                boolean full = documents.size() == question.limit() || bytes > question.maxBytes();
                if (full && !documents.isEmpty()) {
                    return new Page(documents, last);
                }
                Document decoded = next.decode(CODEC);
                ObjectId id = decoded.getObjectId("_id");
                last = id.toHexString();
                documents.add(Shown.of(decoded));
            }
        }
        return new Page(documents, null);
    }

    static long count(MongoCollection<Document> collection, Question question) {
        return collection.countDocuments(new Document(question.filter()));
    }

    private static Bson filter(Question question) {
        Map<String, @Nullable Object> asked = new LinkedHashMap<>(question.filter());
        String after = question.after();
        if (after == null) {
            return new Document(asked);
        }
        asked.remove("_id");
        return Filters.and(Filters.gt("_id", new ObjectId(after)), new Document(asked));
    }

    private static Bson projection(Question question) {
        if (question.projection().isEmpty()) {
            return new BsonDocument();
        }
        List<String> fields = question.projection().stream()
                .filter(each -> !each.equals("_id"))
                .toList();
        return Projections.include(fields);
    }
}
