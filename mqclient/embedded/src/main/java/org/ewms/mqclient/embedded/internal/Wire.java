package org.ewms.mqclient.embedded.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.Map;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.jspecify.annotations.Nullable;

/** Our message as an Artemis message and back. */
final class Wire {
    private static final SimpleString ID = SimpleString.of("_EWMS_ID");
    private static final SimpleString ATTEMPTS_BEFORE = SimpleString.of("_EWMS_ATTEMPTS");
    private static final SimpleString ORIGINAL_QUEUE = SimpleString.of("_AMQ_ORIG_QUEUE");

    private static final int FIXED_BYTES = 50;

    private Wire() {}

    /** A message, which the broker drops when it has lately seen its id, or its occasion if it has one. */
    static ClientMessage publication(ClientSession session, org.ewms.mqclient.Message message) {
        ClientMessage wire = bare(session, message);
        String occasion = message.headers().get(org.ewms.mqclient.Message.OCCASION);
        if (occasion != null) {
            wire.putStringProperty(ID, SimpleString.of(message.id()));
        }
        String distinct = occasion == null ? message.id() : occasion;
        wire.putBytesProperty(Message.HDR_DUPLICATE_DETECTION_ID, distinct.getBytes(UTF_8));
        return wire;
    }

    /** The same message once more, for a later attempt or a dead-letter queue: never dropped as a duplicate of itself. */
    static ClientMessage copy(ClientSession session, org.ewms.mqclient.Message message, int attemptsBefore) {
        ClientMessage wire = bare(session, message);
        wire.putStringProperty(ID, SimpleString.of(message.id()));
        if (attemptsBefore > 0) {
            wire.putIntProperty(ATTEMPTS_BEFORE, attemptsBefore);
        }
        return wire;
    }

    static org.ewms.mqclient.Message decode(ClientMessage wire) throws ActiveMQException {
        Map<String, String> headers = new HashMap<>();
        for (SimpleString name : wire.getPropertyNames()) {
            if (wire.getObjectProperty(name) instanceof SimpleString value && !isInternal(name)) {
                headers.put(name.toString(), value.toString());
            }
        }
        return new org.ewms.mqclient.Message(id(wire), body(wire), headers);
    }

    /** Deliveries of this message, this one included, over all its copies in the queue. */
    static int attempt(ClientMessage wire) {
        int before = wire.containsProperty(ATTEMPTS_BEFORE) ? wire.getIntProperty(ATTEMPTS_BEFORE) : 0;
        return before + Math.max(1, wire.getDeliveryCount());
    }

    /** Deliveries of earlier copies of this message. */
    static int attemptsBefore(ClientMessage wire) {
        return attempt(wire) - Math.max(1, wire.getDeliveryCount());
    }

    /** The queue the broker itself dead-lettered this message from, if it did. */
    static @Nullable String deadLetteredByBroker(ClientMessage wire) {
        return wire.containsProperty(ORIGINAL_QUEUE) ? wire.getStringProperty(ORIGINAL_QUEUE) : null;
    }

    /** The fewest bytes any message of that queue can have on the wire: packet header, fixed fields, and the queue's name in UTF-16. */
    static int smallestPacket(String queue) {
        return FIXED_BYTES + 2 * queue.length();
    }

    private static ClientMessage bare(ClientSession session, org.ewms.mqclient.Message message) {
        ClientMessage wire = session.createMessage(Message.BYTES_TYPE, true);
        // Without a routing type the broker takes a missing queue for a topic without listeners and drops the message
        // silently.
        wire.setRoutingType(RoutingType.ANYCAST);
        message.headers().forEach((name, value) -> {
            if (!name.equals(org.ewms.mqclient.Message.OCCASION)) {
                wire.putStringProperty(SimpleString.of(name), SimpleString.of(value));
            }
        });
        wire.getBodyBuffer().writeBytes(message.body());
        return wire;
    }

    private static boolean isInternal(SimpleString name) {
        return name.startsWith(SimpleString.of("_AMQ_")) || name.startsWith(SimpleString.of("_EWMS_"));
    }

    private static String id(ClientMessage wire) {
        if (wire.containsProperty(ID)) {
            return wire.getStringProperty(ID);
        }
        byte[] bytes = wire.getDuplicateIDBytes();
        String id = bytes == null ? "" : new String(bytes, UTF_8);
        return id.isEmpty() || id.length() > 200 ? "artemis-" + wire.getMessageID() : id;
    }

    private static byte[] body(ClientMessage wire) throws ActiveMQException {
        if (wire.isLargeMessage()) {
            var bytes = new ByteArrayOutputStream();
            wire.saveToOutputStream(bytes);
            return bytes.toByteArray();
        }
        var bytes = new byte[wire.getBodyBuffer().readableBytes()];
        wire.getBodyBuffer().readBytes(bytes);
        return bytes;
    }
}
