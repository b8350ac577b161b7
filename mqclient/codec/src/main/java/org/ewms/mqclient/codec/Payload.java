package org.ewms.mqclient.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What one message of the Python MQClient says.
 *
 * @param headers telemetry and the like; Python ignores what it does not know
 * @param data anything JSON can say, and NaN and infinities
 */
public record Payload(ObjectNode headers, JsonNode data) {
    /** Data without headers. */
    public static Payload of(JsonNode data) {
        return new Payload(JsonNodeFactory.instance.objectNode(), data);
    }
}
