package org.ewms.wms.internal.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What is sent back.
 *
 * @param body written as JSON; a {@code byte[]} is written already
 */
public record Reply(int status, String type, Object body) {
    public static final String JSON = "application/json; charset=UTF-8";

    public Reply(int status, Object body) {
        this(status, JSON, body);
    }

    public static Reply ok(Object body) {
        return new Reply(200, body);
    }

    /** A text of this media type. */
    public static Reply text(String type, String text) {
        return new Reply(200, type, text.getBytes(StandardCharsets.UTF_8));
    }

    public static Reply nothing() {
        return ok(Map.of());
    }
}
