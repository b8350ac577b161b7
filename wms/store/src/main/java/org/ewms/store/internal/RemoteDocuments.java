package org.ewms.store.internal;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoWriteException;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.InsertManyOptions;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/** A collection reached by the driver. */
record RemoteDocuments(MongoCollection<Document> collection) implements Documents {
    @Override
    public int insert(List<Document> documents) {
        try {
            if (documents.size() == 1) {
                collection.insertOne(documents.getFirst());
            } else {
                collection.insertMany(documents, new InsertManyOptions().ordered(false));
            }
            return documents.size();
        } catch (MongoWriteException e) {
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) {
                throw e;
            }
            return 0;
        } catch (MongoBulkWriteException e) {
            boolean other =
                    e.getWriteErrors().stream().anyMatch(each -> each.getCategory() != ErrorCategory.DUPLICATE_KEY);
            if (other || e.getWriteConcernError() != null) {
                throw e;
            }
            return documents.size() - e.getWriteErrors().size();
        }
    }

    @Override
    public Optional<Document> get(String field, String value) {
        return Optional.ofNullable(collection.find(Filters.eq(field, value)).first());
    }

    @Override
    public boolean replace(String field, String value, long version, Document next) {
        Bson same = Filters.and(Filters.eq(field, value), Filters.eq(VERSION, version));
        return collection.replaceOne(same, next).getMatchedCount() == 1;
    }

    @Override
    public Stream<Document> find(Bson filter, @Nullable Bson order, int skip, @Nullable Bson projection) {
        FindIterable<Document> found = collection.find(filter).skip(skip);
        if (order != null) {
            found = found.sort(order);
        }
        if (projection != null) {
            found = found.projection(projection);
        }
        MongoCursor<Document> cursor = found.iterator();
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(cursor, Spliterator.ORDERED), false)
                .onClose(cursor::close);
    }

    @Override
    public long count(Bson filter) {
        return collection.countDocuments(filter);
    }

    @Override
    public void index(String... fields) {
        collection.createIndex(Indexes.ascending(fields));
    }

    @Override
    public void unique(String field, boolean sparse) {
        collection.createIndex(
                Indexes.ascending(field), new IndexOptions().unique(true).sparse(sparse));
    }
}
