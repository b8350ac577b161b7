package org.ewms.store.internal;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.bson.Document;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the documents with a value in a field are, several for each value. It is in memory and made anew when the file is opened, so a
 * crash cannot leave it behind the documents. Only the first field of a compound index counts.
 */
final class SecondaryIndex extends Index<Object> {
    private final String field;
    private final FieldPath path;
    private final Map<Object, Map<Object, Object>> positions = new HashMap<>();
    private long count;

    SecondaryIndex(String name, List<IndexKey> keys, boolean sparse) {
        super(name, keys, sparse);
        this.field = keys.getFirst().getKey();
        this.path = FieldPath.of(field);
    }

    private Set<Object> values(Document document) {
        if (path.reached(document) == null) {
            return Set.of();
        }
        Optional<Object> single = path.single(document);
        if (single.isPresent()) {
            return Set.of(single.get());
        }
        Set<Object> values = new HashSet<>();
        getKeyValues(document).forEach(each -> {
            if (each.get(0) != null) {
                values.add(Clauses.normalized(each.get(0)));
            }
        });
        return values;
    }

    @Override
    public synchronized void add(Document document, Object position, MongoCollection<Object> collection) {
        count++;
        values(document)
                .forEach(value -> positions
                        .computeIfAbsent(value, each -> new LinkedHashMap<>())
                        .put(document.get("_id"), position));
    }

    @Override
    @SuppressWarnings("NullAway") // as the library has it: null where nothing is told
    public synchronized @Nullable Object remove(Document document) {
        count--;
        values(document)
                .forEach(value -> positions.computeIfPresent(value, (each, found) -> {
                    found.remove(document.get("_id"));
                    return found.isEmpty() ? null : found;
                }));
        return null;
    }

    @Override
    public synchronized void updateInPlace(
            Document before, Document after, Object position, MongoCollection<Object> collection) {
        if (!Objects.equals(path.reached(before), path.reached(after))) {
            remove(before);
            add(after, position, collection);
        }
    }

    @Override
    public boolean canHandle(Document query) {
        return Clauses.valuesOf(query, field).isPresent();
    }

    /** Positions of more documents than match, as the rest of the query may leave some out. */
    @Override
    public synchronized Iterable<Object> getPositions(Document query) {
        return Clauses.valuesOf(query, field).orElseThrow().stream()
                .distinct()
                .flatMap(value -> positions.getOrDefault(value, Map.of()).values().stream())
                .distinct()
                .toList();
    }

    @Override
    @SuppressWarnings("NullAway") // as the library has it: null where nothing is told
    public @Nullable Object getPosition(Document document) {
        return null;
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {}

    @Override
    public void checkUpdate(Document before, Document after, MongoCollection<Object> collection) {}

    @Override
    public synchronized long getCount() {
        return count;
    }

    @Override
    public long getDataSize() {
        return getCount();
    }

    @Override
    public synchronized void drop() {
        positions.clear();
        count = 0;
    }
}
