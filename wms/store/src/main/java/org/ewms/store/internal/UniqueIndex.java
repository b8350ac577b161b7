package org.ewms.store.internal;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The library's unique index, which it uses for queries of its field alone, used for those that say more as well. */
final class UniqueIndex extends Index<Object> {
    private final Index<Object> known;
    private final String field;

    UniqueIndex(Index<Object> known, boolean sparse) {
        super(known.getName(), known.getKeys(), sparse);
        this.known = known;
        this.field = known.getKeys().getFirst().getKey();
    }

    private Optional<List<Object>> values(Document query) {
        return known.getKeys().size() == 1 ? Clauses.valuesOf(query, field) : Optional.empty();
    }

    @Override
    public boolean canHandle(Document query) {
        return values(query).isPresent() || known.canHandle(query);
    }

    @Override
    public Iterable<Object> getPositions(Document query) {
        return values(query)
                .map(values -> known.getPositions(new Document(field, new Document("$in", values))))
                .orElseGet(() -> known.getPositions(query));
    }

    @Override
    @SuppressWarnings("NullAway") // as the library has it: null where there is none
    public @Nullable Object getPosition(Document document) {
        return known.getPosition(document);
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {
        known.checkAdd(document, collection);
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        known.add(document, position, collection);
    }

    @Override
    @SuppressWarnings("NullAway") // as the library has it: null where there was none
    public @Nullable Object remove(Document document) {
        return known.remove(document);
    }

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {
        known.checkUpdate(before, after, collection);
    }

    @Override
    public void updateInPlace(Document before, Document after, Object position, MongoCollection<Object> collection) {
        known.updateInPlace(before, after, position, collection);
    }

    @Override
    public long getCount() {
        return known.getCount();
    }

    @Override
    public boolean isEmpty() {
        return known.isEmpty();
    }

    @Override
    public long getDataSize() {
        return known.getDataSize();
    }

    @Override
    public boolean isUnique() {
        return true;
    }

    @Override
    public void drop() {
        known.drop();
    }
}
