package org.ewms.service;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A request that has been let in and validated.
 *
 * @param target path and query string as they were sent
 * @param path values of the route's variables
 * @param query values of the query string
 * @param headers that handlers may look at, by lower-case name
 * @param body a JSON object; empty when none was sent
 */
public record Call(
        String target,
        Map<String, String> path,
        Map<String, String> query,
        Map<String, String> headers,
        JsonNode body,
        Caller caller) {
    private static final String BEARER = "Bearer ";
    private static final Set<String> TRUE = Set.of("true", "1", "yes", "on");

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

    /** Whether an argument is said to be true, in any usual spelling; false when it is not there. */
    public boolean flag(String name) {
        String value = query.getOrDefault(name, "").toLowerCase(Locale.ROOT);
        return TRUE.contains(value);
    }

    /** An argument of the query string. */
    public Optional<String> asked(String name) {
        return Optional.ofNullable(query.get(name));
    }
}
