package org.ewms.store;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Which documents are wanted.
 *
 * @param filter in MongoDB's query language, operators of {@link QueryFilter} only
 * @param projection fields wanted, all when empty
 * @param after where the part before ended, null for the first: an id, or a number where {@code sort} is given
 * @param maxBytes size of the documents as JSON, about; at least one document is given all the same
 * @param sort fields to sort by, each with a minus in front when the largest is to come first; by age when empty
 * @param visibleTo names of who asks, for workflows only; null when everything may be seen
 * @param limit number of documents, {@link Integer#MAX_VALUE} for no limit
 */
public record Question(
        Kind kind,
        Map<String, Object> filter,
        List<String> projection,
        @Nullable String after,
        List<String> sort,
        @Nullable Set<String> visibleTo,
        long maxBytes,
        int limit) {
    /** Size of a part unless configured otherwise: 10 MiB. */
    public static final long DEFAULT_MAX_BYTES = 10L << 20;

    /** @throws InvalidQueryException naming the part that is not allowed */
    public Question {
        QueryFilter.check(filter);
        projection = List.copyOf(projection);
        projection.forEach(QueryFilter::checkField);
        sort = List.copyOf(sort);
        sort.forEach(each -> QueryFilter.checkField(each.replaceFirst("^-", "")));
        if (!sort.isEmpty() && after != null && !after.matches("[0-9]{1,9}")) {
            throw new InvalidQueryException(
                    "after must be a next_after of an earlier answer sorted alike, is '" + after + "'");
        }
        if (sort.isEmpty() && after != null && !ObjectId.isValid(after)) {
            throw new InvalidQueryException("after must be a next_after of an earlier answer, is '" + after + "'");
        }
        if (limit < 1) {
            throw new InvalidQueryException("limit must be >= 1, is " + limit);
        }
    }

    /** In order of age, whoever asks. */
    public Question(
            Kind kind,
            Map<String, Object> filter,
            List<String> projection,
            @Nullable String after,
            long maxBytes,
            int limit) {
        this(kind, filter, projection, after, List.of(), null, maxBytes, limit);
    }

    public static Question all(Kind kind, Map<String, Object> filter) {
        return new Question(kind, filter, List.of(), null, DEFAULT_MAX_BYTES, Integer.MAX_VALUE);
    }
}
