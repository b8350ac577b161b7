package org.ewms.store.internal;

import com.mongodb.MongoClientSettings;
import de.bwaldvogel.mongo.exception.MongoServerException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.bson.types.ObjectId;
import org.ewms.store.InvalidQueryException;
import org.jspecify.annotations.Nullable;

/** A collection of the embedded store. */
record LocalDocuments(LocalBase base, BsonCollection collection) implements Documents {
    private static final int DUPLICATE_KEY = 11000;
    private static final de.bwaldvogel.mongo.bson.Document NOTHING = new de.bwaldvogel.mongo.bson.Document();

    @Override
    public int insert(List<Document> documents) {
        List<de.bwaldvogel.mongo.bson.Document> errors = collection.insertDocuments(
                documents.stream().map(LocalDocuments::identified).toList(), false);
        for (de.bwaldvogel.mongo.bson.Document each : errors) {
            if (!Integer.valueOf(DUPLICATE_KEY).equals(each.get("code"))) {
                throw new IllegalStateException("cannot insert into " + collection.getFullName() + ": " + each);
            }
        }
        base.changed();
        return documents.size() - errors.size();
    }

    /** With an id that tells its age, as the driver gives it. */
    private static de.bwaldvogel.mongo.bson.Document identified(Document document) {
        de.bwaldvogel.mongo.bson.Document copy = LocalForm.of(document);
        copy.putIfAbsent("_id", new de.bwaldvogel.mongo.bson.ObjectId(new ObjectId().toByteArray()));
        return copy;
    }

    @Override
    public Optional<Document> get(String field, String value) {
        return collection.get(field, value).map(LocalForm::read);
    }

    @Override
    public boolean replace(String field, String value, long version, Document next) {
        boolean replaced = collection.replace(field, value, version, LocalForm.of(next));
        base.changed();
        return replaced;
    }

    @Override
    public Stream<Document> find(Bson filter, @Nullable Bson order, int skip, @Nullable Bson projection) {
        try {
            return collection
                    .found(
                            local(filter),
                            order == null ? NOTHING : local(order),
                            skip,
                            projection == null ? null : local(projection))
                    .stream()
                    .map(LocalForm::read);
        } catch (MongoServerException e) {
            throw new InvalidQueryException("the store refused the query: " + e.getMessage());
        }
    }

    @Override
    public long count(Bson filter) {
        try {
            return collection.count(local(filter), 0, 0);
        } catch (MongoServerException e) {
            throw new InvalidQueryException("the store refused the query: " + e.getMessage());
        }
    }

    @Override
    public void index(String... fields) {
        add(described(fields));
    }

    @Override
    public void unique(String field, boolean sparse) {
        de.bwaldvogel.mongo.bson.Document description = described(field).append("unique", true);
        add(sparse ? description.append("sparse", true) : description);
    }

    private void add(de.bwaldvogel.mongo.bson.Document description) {
        base.backend().index(collection.getDatabaseName(), description);
        base.changed();
    }

    private de.bwaldvogel.mongo.bson.Document described(String... fields) {
        de.bwaldvogel.mongo.bson.Document key = new de.bwaldvogel.mongo.bson.Document();
        Arrays.stream(fields).forEach(each -> key.put(each, 1));
        return new de.bwaldvogel.mongo.bson.Document("name", name(fields))
                .append("key", key)
                .append("ns", collection.getFullName());
    }

    /** As the driver names it. */
    private static String name(String... fields) {
        return String.join("_1_", fields) + "_1";
    }

    private static de.bwaldvogel.mongo.bson.Document local(Bson bson) {
        if (bson instanceof Document document) {
            return LocalForm.of(document);
        }
        return LocalForm.of(bson.toBsonDocument(BsonDocument.class, MongoClientSettings.getDefaultCodecRegistry()));
    }
}
