package org.ewms.mqclient;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What is published: opaque bytes, text headers, and an id the publisher chooses.
 *
 * <p>The id is deterministic (for instance {@code scan/nside/pixel/variation}); brokers that can drop duplicates drop by it.
 *
 * @param id non-empty, at most 200 characters
 * @param body the payload; the array is not copied, so it must not be changed afterwards
 * @param headers application headers; names starting with {@code ewms-} are the client's own
 */
public record Message(String id, byte[] body, Map<String, String> headers) {
    /** Header, not delivered: sets this publication apart from others of the same id, where the broker drops duplicates. */
    public static final String OCCASION = "ewms-occasion";

    public Message {
        Objects.requireNonNull(body, "body");
        if (id.isEmpty() || id.length() > 200) {
            throw new IllegalArgumentException("message id must have 1..200 characters, has " + id.length());
        }
        headers = Map.copyOf(headers);
    }

    public static Message of(String id, byte[] body) {
        return new Message(id, body, Map.of());
    }

    /**
     * This message for publishing once more on purpose, for instance when a dead letter gets another chance: no broker drops it as a duplicate
     * of an earlier one, only as a repetition of this very occasion.
     *
     * @param occasion not used before with this id, at most 200 characters
     */
    public Message again(String occasion) {
        if (occasion.isEmpty() || occasion.length() > 200) {
            throw new IllegalArgumentException("occasion must have 1..200 characters, has " + occasion.length());
        }
        Map<String, String> more = new HashMap<>(headers);
        more.put(OCCASION, occasion);
        return new Message(id, body, more);
    }

    /** Never prints the payload. */
    @Override
    public String toString() {
        return "Message[" + id + ", " + body.length + " bytes]";
    }
}
