package org.ewms.store;

import java.util.List;
import java.util.Map;
import org.bson.types.ObjectId;
import org.jspecify.annotations.Nullable;

/**
 * Which documents are wanted.
 *
 * @param filter in MongoDB's query language, operators of {@link QueryFilter} only
 * @param projection fields wanted, all when empty
 * @param after where the part before ended, null for the first
 * @param maxBytes size of the documents as JSON, about; at least one document is given all the same
 * @param limit number of documents, {@link Integer#MAX_VALUE} for no limit
 */
public record Question(
        Kind kind,
        Map<String, Object> filter,
        List<String> projection,
        @Nullable String after,
        long maxBytes,
        int limit) {
    /** Size of a part unless configured otherwise: 10 MiB. */
    public static final long DEFAULT_MAX_BYTES = 10L << 20;

    /** @throws InvalidQueryException naming the part that is not allowed */
    public Question {
        QueryFilter.check(filter);
        projection = List.copyOf(projection);
        projection.forEach(QueryFilter::checkField);
        if (after != null && !ObjectId.isValid(after)) {
            throw new InvalidQueryException("after must be a next_after of an earlier answer, is '" + after + "'");
        }
        if (limit < 1) {
            throw new InvalidQueryException("limit must be >= 1, is " + limit);
        }
    }

    public static Question all(Kind kind, Map<String, Object> filter) {
        return new Question(kind, filter, List.of(), null, DEFAULT_MAX_BYTES, Integer.MAX_VALUE);
    }
}
