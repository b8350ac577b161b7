package org.ewms.wms.internal.http;

import java.util.Map;

/**
 * What is sent back.
 *
 * @param body written as JSON; a {@code byte[]} is JSON already
 */
public record Reply(int status, Object body) {
    public static Reply ok(Object body) {
        return new Reply(200, body);
    }

    public static Reply nothing() {
        return ok(Map.of());
    }
}
