package org.ewms.wms.internal.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A request that has been let in and validated.
 *
 * @param path values of the route's variables
 * @param query values of the query string
 * @param body a JSON object; empty when none was sent
 */
public record Call(Map<String, String> path, Map<String, String> query, JsonNode body, Caller caller) {
    /** The value of a variable of the route. */
    public String id(String name) {
        return Objects.requireNonNull(path.get(name), name);
    }

    public Optional<String> asked(String name) {
        return Optional.ofNullable(query.get(name));
    }
}
