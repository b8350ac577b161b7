package org.ewms.mqclient.embedded.internal;

import java.util.HashMap;
import java.util.Map;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.ewms.mqclient.DeadLetter;
import org.ewms.mqclient.Message;

/** Reason and count of messages the broker dead-lettered by itself, because their consumers died or closed too often. */
final class DeadLetterOrigin {
    static final String CONSUMER_LOST = "attempts exhausted: the consumer died or closed without settling";

    private DeadLetterOrigin() {}

    /** @param allowed attempts the original queue allows one copy of a message */
    static Message explain(ClientMessage wire, Message message, int allowed) {
        String queue = Wire.deadLetteredByBroker(wire);
        if (queue == null || message.headers().containsKey(DeadLetter.REASON)) {
            return message;
        }
        Map<String, String> headers = new HashMap<>(message.headers());
        headers.putAll(new DeadLetter(queue, Wire.attemptsBefore(wire) + allowed, CONSUMER_LOST).headers());
        return new Message(message.id(), message.body(), headers);
    }
}
