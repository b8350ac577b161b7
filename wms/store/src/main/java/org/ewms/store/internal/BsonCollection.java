package org.ewms.store.internal;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.AbstractSynchronizedMongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DocumentWithPosition;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.QueryResult;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * Documents in the order of their insertion, each as the bytes that it has on the wire. Whoever reads one has a copy: it does not change
 * under them, nor under the thread that writes the file meanwhile.
 */
final class BsonCollection extends AbstractSynchronizedMongoCollection<Object> {
    private static final String ID = "_id";
    private static final FieldPath VERSION = FieldPath.of(Documents.VERSION);
    private static final int USUAL_SIZE = 2048;
    private static final int RECENT = 256;
    private static final int SMALL = 8192;

    private final MVMap<Long, byte[]> documents;
    /** What was written last, by position: most of it is read or replaced soon. */
    private final Map<Object, Document> recent = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Document> eldest) {
            return size() > RECENT;
        }
    };

    private long next;

    BsonCollection(
            MongoDatabase database,
            String name,
            CollectionOptions options,
            MVMap<Long, byte[]> documents,
            CursorRegistry cursors) {
        super(database, name, options, cursors);
        this.documents = documents;
        Long last = documents.lastKey();
        this.next = last == null ? 0 : last + 1;
    }

    /** Copies of those that match, in this order. */
    synchronized List<Document> found(Document filter, Document order, int skip, @Nullable Document projection) {
        List<Document> all = new ArrayList<>();
        queryDocuments(filter, order, skip, 0, 0, projection).forEach(all::add);
        return all;
    }

    /** The document with this value in a field that has a unique index; not to be changed. */
    synchronized Optional<Document> get(String field, String value) {
        Object position = unique(field).position(value);
        return position == null ? Optional.empty() : Optional.of(known(position));
    }

    /**
     * Replaces the document with this value in a field that has a unique index, if it is of this version, by another of the same id;
     * false when there is none.
     */
    synchronized boolean replace(String field, String value, long version, Document next) {
        Object position = unique(field).position(value);
        if (position == null) {
            return false;
        }
        Document before = known(position);
        if (!(VERSION.reached(before) instanceof Number number) || number.longValue() != version) {
            return false;
        }
        next.put(ID, before.get(ID));
        for (Index<Object> each : getIndexes()) {
            each.checkUpdate(before, next, this);
        }
        for (Index<Object> each : getIndexes()) {
            each.updateInPlace(before, next, position, this);
        }
        handleUpdate(position, before, next);
        return true;
    }

    private UniqueIndex unique(String field) {
        return getIndexes().stream()
                .filter(UniqueIndex.class::isInstance)
                .map(UniqueIndex.class::cast)
                .filter(each -> each.isOf(field))
                .findFirst()
                .orElseThrow();
    }

    private Document known(Object position) {
        Document found = recent.get(position);
        return found == null ? getDocument(position) : found;
    }

    /** Its bytes, and itself among those written last. */
    private byte[] written(Object position, Document document) {
        byte[] bytes = bytes(document);
        if (bytes.length <= SMALL) {
            recent.put(position, document);
        } else {
            recent.remove(position);
        }
        return bytes;
    }

    @Override
    protected Object addDocumentInternal(Document document) {
        Long position = next++;
        documents.put(position, written(position, document));
        return position;
    }

    @Override
    protected Document getDocument(Object position) {
        byte[] found = documents.get((Long) position);
        if (found == null) {
            throw new NoSuchElementException("no document at " + position + " of " + getFullName());
        }
        return document(found);
    }

    @Override
    protected void removeDocument(Object position) {
        recent.remove(position);
        documents.remove((Long) position);
    }

    @Override
    protected void handleUpdate(Object position, Document before, Document after) {
        documents.put((Long) position, written(position, after));
    }

    @Override
    protected Stream<DocumentWithPosition<Object>> streamAllDocumentsWithPosition() {
        return documents.entrySet().stream()
                .map(each -> new DocumentWithPosition<>(document(each.getValue()), each.getKey()));
    }

    @Override
    protected QueryResult matchDocuments(
            Document query,
            @Nullable Document order,
            int skip,
            int limit,
            int batchSize,
            @Nullable Document projection) {
        Stream<Document> all = documents.values().stream().map(BsonCollection::document);
        if (isNaturalDescending(order)) {
            all = all.toList().reversed().stream();
        }
        return matchDocumentsFromStream(all, query, order, skip, limit, batchSize, projection);
    }

    @Override
    public int count() {
        return documents.size();
    }

    @Override
    public boolean isEmpty() {
        return documents.isEmpty();
    }

    /** Nobody asks for it, and to keep it would be one more change with each. */
    @Override
    protected boolean tracksDataSize() {
        return false;
    }

    @Override
    protected void updateDataSize(int delta) {}

    @Override
    protected int getDataSize() {
        return 0;
    }

    private static byte[] bytes(Document document) {
        ByteBuf out = Unpooled.buffer(USUAL_SIZE);
        BsonEncoder.encodeDocument(document, out);
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        return bytes;
    }

    private static Document document(byte[] bytes) {
        return BsonDecoder.decodeBson(Unpooled.wrappedBuffer(bytes));
    }
}
