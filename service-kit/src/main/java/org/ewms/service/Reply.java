package org.ewms.service;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is sent back.
 *
 * @param body written as JSON; a {@code byte[]} is written already, an {@link EventStream} goes on
 * @param headers beside those that every answer has
 */
public record Reply(int status, String type, Object body, Map<String, String> headers) {
    /** The media type of JSON. */
    public static final String JSON = "application/json; charset=UTF-8";

    public Reply(int status, String type, Object body) {
        this(status, type, body, Map.of());
    }

    public Reply(int status, Object body) {
        this(status, JSON, body);
    }

    /** A body in JSON. */
    public static Reply ok(Object body) {
        return new Reply(200, body);
    }

    /** A text of this media type. */
    public static Reply text(String type, String text) {
        return new Reply(200, type, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Server-sent events. */
    public static Reply events(EventStream events) {
        return new Reply(200, "text/event-stream", events);
    }

    /** Sends whoever asked elsewhere. */
    public static Reply elsewhere(int status, String target) {
        return new Reply(status, Map.of()).with("Location", target);
    }

    /** An empty object. */
    public static Reply nothing() {
        return ok(Map.of());
    }

    /** The same with a header more. */
    public Reply with(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new Reply(status, type, body, all);
    }
}
