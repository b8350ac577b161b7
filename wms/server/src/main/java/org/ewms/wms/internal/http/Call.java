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
 * @param headers that handlers may look at, by lower-case name
 * @param body a JSON object; empty when none was sent
 */
public record Call(
        Map<String, String> path,
        Map<String, String> query,
        Map<String, String> headers,
        JsonNode body,
        Caller caller) {
    private static final String BEARER = "Bearer ";

    /** The value of a variable of the route. */
    public String id(String name) {
        return Objects.requireNonNull(path.get(name), name);
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** The bearer token, where there is one. */
    public Optional<String> bearer() {
        return header("authorization")
                .filter(each -> each.startsWith(BEARER))
                .map(each -> each.substring(BEARER.length()).strip());
    }

    /** Headers may hold a secret. */
    @Override
    public String toString() {
        return "Call[" + path + " " + query + "]";
    }

    public Optional<String> asked(String name) {
        return Optional.ofNullable(query.get(name));
    }
}
