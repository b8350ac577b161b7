package org.ewms.store;

import static org.ewms.store.internal.Guard.guarded;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.ewms.store.internal.Tables;

/**
 * Documents of one kind, each found by its id and changed as a whole, if it is still the one that was read. A document is a map of text,
 * numbers, booleans, null, lists and maps; beside its own fields it has {@value #OWN}, in which the table keeps a version and in which the
 * owner may keep what no user may ask for.
 *
 * <p>A method that has returned has made its change durable, unless it was called within {@link DocumentDatabase#together}. Every method
 * throws {@link StoreUnavailableException} when the store cannot be reached.
 */
public final class DocumentTable {
    /** Field that users can neither see nor ask for. */
    public static final String OWN = "ewms";

    private final Tables table;

    DocumentTable(Tables table) {
        this.table = table;
    }

    /** Commits a new document; false when there is one of its id. */
    public boolean insert(Map<String, ?> document) {
        return guarded(() -> table.insert(document));
    }

    /** The document of this id. */
    public Optional<Map<String, Object>> get(String id) {
        return guarded(() -> table.get(id));
    }

    /** Documents that match a filter of ours, oldest first. */
    public List<Map<String, Object>> all(Map<String, Object> filter) {
        return guarded(() -> table.all(filter, List.of(), 0));
    }

    /** The same, with only these of their fields. */
    public List<Map<String, Object>> parts(Map<String, Object> filter, List<String> fields) {
        return guarded(() -> table.parts(filter, fields));
    }

    /** How many documents match a filter of ours. */
    public long count(Map<String, Object> filter) {
        return guarded(() -> table.count(filter));
    }

    /**
     * Documents that match somebody's filter.
     *
     * @param sort fields to sort by, each with a minus in front when the largest is to come first; by age when empty
     * @param limit how many at most; 0 for no limit
     * @throws InvalidQueryException when the filter has an operator or field that users may not use
     */
    public List<Map<String, Object>> found(Map<String, Object> filter, List<String> sort, int limit) {
        QueryFilter.check(filter);
        return guarded(() -> table.all(filter, sort, limit));
    }

    /** Documents that match both somebody's filter and one of ours, sorted and limited as {@link #found(Map, List, int)}. */
    public List<Map<String, Object>> found(
            Map<String, Object> asked, Map<String, Object> ours, List<String> sort, int limit) {
        QueryFilter.check(asked);
        return guarded(() -> table.all(Map.of("$and", List.of(asked, ours)), sort, limit));
    }

    /**
     * Changes a document, however often others change it meanwhile.
     *
     * @param change from the document as it is to what it shall be; the same one for no change. May be called several times
     * @return the document as it was left; empty when there is none
     */
    public Optional<Map<String, Object>> change(String id, UnaryOperator<Map<String, Object>> change) {
        while (true) {
            Optional<Map<String, Object>> before = get(id);
            if (before.isEmpty()) {
                return before;
            }
            Map<String, Object> next = change.apply(before.get());
            if (next.equals(before.get())) {
                return before;
            }
            Optional<Map<String, Object>> written = guarded(() -> table.replace(id, before.get(), next));
            if (written.isPresent()) {
                return written;
            }
        }
    }
}
