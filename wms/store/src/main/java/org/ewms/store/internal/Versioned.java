package org.ewms.store.internal;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import com.mongodb.client.model.Sorts;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** A collection whose documents are found by an id of ours and change by compare-and-set on their version. */
public final class Versioned<T> {
    private final MongoCollection<Document> collection;
    private final String idField;
    private final Function<T, Document> write;
    private final Function<Document, T> read;

    Versioned(
            MongoCollection<Document> collection,
            String idField,
            Function<T, Document> write,
            Function<Document, T> read) {
        this.collection = collection;
        this.idField = idField;
        this.write = write;
        this.read = read;
        collection.createIndex(Indexes.ascending(idField), new IndexOptions().unique(true));
    }

    MongoCollection<Document> collection() {
        return collection;
    }

    void index(String... fields) {
        collection.createIndex(Indexes.ascending(fields));
    }

    /** An index that no two documents have a value of in common; those without a value are not in it. */
    void uniqueIfPresent(String field) {
        collection.createIndex(
                Indexes.ascending(field), new IndexOptions().unique(true).sparse(true));
    }

    /** Inserts it; false when a unique value of it is there already. */
    public boolean inserted(T value) {
        try {
            insert(value);
            return true;
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
            return false;
        }
    }

    public void insert(T value) {
        collection.insertOne(write.apply(value));
    }

    /** Inserts those that are not there; all the others are, whatever became of them since. */
    public void insertAbsent(List<T> values) {
        if (values.isEmpty()) {
            return;
        }
        try {
            if (values.size() == 1) {
                insert(values.getFirst());
            } else {
                collection.insertMany(values.stream().map(write).toList(), new InsertManyOptions().ordered(false));
            }
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
        } catch (MongoBulkWriteException e) {
            boolean other =
                    e.getWriteErrors().stream().anyMatch(each -> each.getCategory() != ErrorCategory.DUPLICATE_KEY);
            if (other || e.getWriteConcernError() != null) {
                throw e;
            }
        }
    }

    public Optional<T> get(String id) {
        return first(Filters.eq(idField, id));
    }

    public Optional<T> first(Bson filter) {
        @Nullable Document found = collection.find(filter).first();
        return Optional.ofNullable(found).map(read);
    }

    public List<T> all(Bson filter) {
        return collection
                .find(filter)
                .sort(Sorts.ascending("_id"))
                .map(read::apply)
                .into(new java.util.ArrayList<>());
    }

    public boolean replace(String id, long before, T next) {
        Bson asBefore = Filters.and(Filters.eq(idField, id), Filters.eq(Fields.OWN + ".version", before));
        return collection.replaceOne(asBefore, write.apply(next)).getMatchedCount() == 1;
    }
}
