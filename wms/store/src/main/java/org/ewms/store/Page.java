package org.ewms.store;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Part of an answer.
 *
 * @param documents in the fields of the REST API
 * @param nextAfter where the next part begins; null when this is the last
 */
public record Page(
        List<Map<String, Object>> documents, @Nullable String nextAfter) {}
