package org.ewms.store;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Which queries users may ask: comparison and logic, nothing that runs code or reaches what is not theirs to see. */
public final class QueryFilter {
    private static final Set<String> OPERATORS = Set.of(
            "$and",
            "$or",
            "$nor",
            "$not",
            "$eq",
            "$ne",
            "$gt",
            "$gte",
            "$lt",
            "$lte",
            "$in",
            "$nin",
            "$exists",
            "$all",
            "$size",
            "$elemMatch",
            "$regex",
            "$options",
            "$type");
    private static final int DEEPEST = 12;
    private static final int MOST = 10_000;

    private QueryFilter() {}

    /** @throws InvalidQueryException naming the operator or field */
    static void check(Map<String, Object> filter) {
        if (visit(filter, 0) > MOST) {
            throw new InvalidQueryException("query has more than " + MOST + " parts");
        }
    }

    /** @throws InvalidQueryException when the field is the store's own */
    static void checkField(String field) {
        if (field.startsWith("$") || field.equals("ewms") || field.startsWith("ewms.")) {
            throw new InvalidQueryException("there is no field '" + field + "'");
        }
    }

    private static int visit(@Nullable Object part, int depth) {
        if (depth > DEEPEST) {
            throw new InvalidQueryException("query is nested deeper than " + DEEPEST);
        }
        int parts = 1;
        if (part instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> each : map.entrySet()) {
                String key = String.valueOf(each.getKey());
                if (!key.startsWith("$")) {
                    checkField(key);
                } else if (!OPERATORS.contains(key)) {
                    throw new InvalidQueryException(
                            "query operator " + key + " is not allowed; allowed: " + new TreeSet<>(OPERATORS));
                }
                parts += visit(each.getValue(), depth + 1);
            }
        } else if (part instanceof Collection<?> list) {
            for (Object each : list) {
                parts += visit(each, depth + 1);
            }
        }
        return parts;
    }
}
