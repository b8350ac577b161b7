package org.ewms.store.internal;

import com.mongodb.client.model.Sorts;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;

/** A collection whose documents are found by an id of ours and change by compare-and-set on their version. */
public final class Versioned<T> {
    private final Documents documents;
    private final String idField;
    private final Function<T, Document> write;
    private final Function<Document, T> read;

    Versioned(Documents documents, String idField, Function<T, Document> write, Function<Document, T> read) {
        this.documents = documents;
        this.idField = idField;
        this.write = write;
        this.read = read;
        documents.unique(idField, false);
    }

    Documents documents() {
        return documents;
    }

    void index(String... fields) {
        documents.index(fields);
    }

    /** An index that no two documents have a value of in common; those without a value are not in it. */
    void uniqueIfPresent(String field) {
        documents.unique(field, true);
    }

    /** Inserts it; false when a unique value of it is there already. */
    public boolean inserted(T value) {
        return documents.insert(List.of(write.apply(value))) == 1;
    }

    /** Inserts those that are not there; all the others are, whatever became of them since. */
    public void insertAbsent(List<T> values) {
        if (!values.isEmpty()) {
            documents.insert(values.stream().map(write).toList());
        }
    }

    public Optional<T> get(String id) {
        return documents.get(idField, id).map(read);
    }

    public Optional<T> first(Bson filter) {
        try (Stream<Document> found = documents.find(filter, null, 0, null)) {
            return found.findFirst().map(read);
        }
    }

    public List<T> all(Bson filter) {
        try (Stream<Document> found = documents.find(filter, Sorts.ascending("_id"), 0, null)) {
            return found.map(read).toList();
        }
    }

    public boolean replace(String id, long before, T next) {
        return documents.replace(idField, id, before, write.apply(next));
    }
}
