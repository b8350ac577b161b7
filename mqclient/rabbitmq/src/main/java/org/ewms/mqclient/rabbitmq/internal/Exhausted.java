package org.ewms.mqclient.rabbitmq.internal;

import com.rabbitmq.client.AMQP.BasicProperties;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.ewms.mqclient.DeadLetter;
import org.ewms.mqclient.Message;

/** Reason and count of messages whose consumers died or closed too often to give any. */
final class Exhausted {
    static final String REASON = "attempts exhausted: the consumer died or closed without settling";

    private Exhausted() {}

    /**
     * Adds them where the server itself dead-lettered the message.
     *
     * @param allowed attempts the original queue allows one copy of a message
     */
    static Message explain(BasicProperties properties, Message message, OptionalInt allowed) {
        Optional<String> queue = Wire.exhaustedIn(properties);
        if (queue.isEmpty() || message.headers().containsKey(DeadLetter.REASON)) {
            return message;
        }
        int attempts = Wire.attemptsBefore(properties) + allowed.orElse(1);
        return dead(message, new DeadLetter(queue.get(), attempts, REASON));
    }

    static Message dead(Message message, DeadLetter why) {
        Map<String, String> headers = new HashMap<>(message.headers());
        headers.putAll(why.headers());
        return new Message(message.id(), message.body(), headers);
    }
}
