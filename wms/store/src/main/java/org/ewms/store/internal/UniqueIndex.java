package org.ewms.store.internal;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.AbstractUniqueIndex;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.bson.Document;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the document with a value is, of which no two documents have the same. In memory, as {@link SecondaryIndex}; used also for queries
 * that say more than its field.
 */
final class UniqueIndex extends AbstractUniqueIndex<Object> {
    private final Map<KeyValue, Object> positions = new ConcurrentHashMap<>();
    private final @Nullable String field;
    private final @Nullable FieldPath path;

    UniqueIndex(String name, List<IndexKey> keys, boolean sparse) {
        super(name, keys, sparse);
        this.field = keys.size() == 1 ? keys.getFirst().getKey() : null;
        this.path = field == null ? null : FieldPath.of(field);
    }

    /** Whether it is an index of this field alone. */
    boolean isOf(String name) {
        return name.equals(field);
    }

    /** Where the document with this value is, if there is one. */
    @Nullable
    Object position(String value) {
        return positions.get(new KeyValue(value));
    }

    private Optional<List<Object>> values(Document query) {
        return field == null ? Optional.empty() : Clauses.valuesOf(query, field);
    }

    /** Its value, where it has just one. */
    private Optional<KeyValue> single(Document document) {
        return path == null ? Optional.empty() : path.single(document).map(KeyValue::new);
    }

    private boolean unchanged(Document before, Document after) {
        return path != null && Objects.equals(path.reached(before), path.reached(after));
    }

    @Override
    @SuppressWarnings("NullAway") // as the library has it: null where there is none
    public @Nullable Object getPosition(Document document) {
        Optional<KeyValue> single = single(document);
        return single.isPresent() ? positions.get(single.get()) : super.getPosition(document);
    }

    @Override
    public synchronized void checkAdd(Document document, MongoCollection<Object> collection) {
        Optional<KeyValue> single = single(document);
        if (single.isEmpty() || positions.containsKey(single.get())) {
            super.checkAdd(document, collection);
        }
    }

    @Override
    public synchronized void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {
        if (!unchanged(before, after)) {
            super.checkUpdate(before, after, collection);
        }
    }

    @Override
    public void updateInPlace(Document before, Document after, Object position, MongoCollection<Object> collection) {
        if (!unchanged(before, after)) {
            super.updateInPlace(before, after, position, collection);
        }
    }

    @Override
    public boolean canHandle(Document query) {
        return values(query).isPresent() || super.canHandle(query);
    }

    @Override
    public Iterable<Object> getPositions(Document query) {
        return values(query)
                .<Iterable<Object>>map(values -> values.stream()
                        .map(each -> positions.get(new KeyValue(each).normalized()))
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList())
                .orElseGet(() -> super.getPositions(query));
    }

    @Override
    @SuppressWarnings("NullAway") // as the library has it: null where there is none
    protected @Nullable Object getPosition(KeyValue value) {
        return positions.get(value);
    }

    @Override
    @SuppressWarnings("NullAway") // as the library has it: null where there was none
    protected @Nullable Object removeDocument(KeyValue value) {
        return positions.remove(value);
    }

    @Override
    protected boolean putKeyPosition(KeyValue value, Object position) {
        return positions.putIfAbsent(value, position) == null;
    }

    @Override
    protected Iterable<Entry<KeyValue, Object>> getIterable() {
        return positions.entrySet();
    }

    @Override
    public long getCount() {
        return positions.size();
    }

    @Override
    public long getDataSize() {
        return getCount();
    }

    @Override
    public void drop() {
        positions.clear();
    }
}
