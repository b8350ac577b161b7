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
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.h2.mvstore.MVMap;
import org.jspecify.annotations.Nullable;

/**
 * Documents in the order of their insertion, each as the bytes that it has on the wire. Whoever reads one has a copy: it does not change
 * under them, nor under the thread that writes the file meanwhile.
 */
final class BsonCollection extends AbstractSynchronizedMongoCollection<Object> {
    private static final String ID = "_id";
    private static final int USUAL_SIZE = 2048;

    private final MVMap<Long, byte[]> documents;
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

    /** Replaces the first that matches by another of the same id; false when there is none. */
    synchronized boolean replace(Document filter, Document next) {
        List<Document> matching = found(filter, new Document(), 0, null);
        if (matching.isEmpty()) {
            return false;
        }
        Document before = matching.getFirst();
        next.put(ID, before.get(ID));
        Object position = getIndexes().stream()
                .filter(each -> each.getKeys().size() == 1
                        && each.getKeys().getFirst().getKey().equals(ID))
                .findFirst()
                .orElseThrow()
                .getPosition(before);
        for (Index<Object> each : getIndexes()) {
            each.checkUpdate(before, next, this);
        }
        for (Index<Object> each : getIndexes()) {
            each.updateInPlace(before, next, position, this);
        }
        handleUpdate(position, before, next);
        return true;
    }

    @Override
    protected Object addDocumentInternal(Document document) {
        Long position = next++;
        documents.put(position, bytes(document));
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
        documents.remove((Long) position);
    }

    @Override
    protected void handleUpdate(Object position, Document before, Document after) {
        documents.put((Long) position, bytes(after));
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
