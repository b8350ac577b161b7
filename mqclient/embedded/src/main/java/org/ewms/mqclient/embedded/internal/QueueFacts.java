package org.ewms.mqclient.embedded.internal;

import java.util.OptionalInt;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;

/**
 * What a consumer needs to know of its queue.
 *
 * @param name the queue
 * @param maxAttempts deliveries after which a message is dead
 * @param originAttempts the same of the queue whose dead letters these are, 0 if none
 */
record QueueFacts(String name, int maxAttempts, int originAttempts) {
    private static final String SUFFIX = MessageBroker.deadLetterQueue("");

    /** Asks the broker; the queue must exist, its dead-letter queue is made if somebody else's tool did not make it. */
    static QueueFacts of(String name, Queues queues) throws Exception {
        queues.require(name);
        if (name.endsWith(SUFFIX)) {
            String origin = name.substring(0, name.length() - SUFFIX.length());
            return new QueueFacts(
                    name, Integer.MAX_VALUE, queues.maxAttempts(origin).orElse(0));
        }
        queues.create(MessageBroker.deadLetterQueue(name));
        OptionalInt attempts = queues.maxAttempts(name);
        return new QueueFacts(name, attempts.orElse(Integer.MAX_VALUE), 0);
    }

    boolean isDeadLetterQueue() {
        return name.endsWith(SUFFIX);
    }

    /** Where this queue's rejected messages go; those of a dead-letter queue stay in it. */
    String deadLetterQueue() {
        return isDeadLetterQueue() ? name : MessageBroker.deadLetterQueue(name);
    }

    /** Adds the reason to a message the broker dead-lettered by itself. */
    Message explain(ClientMessage wire, Message message) {
        return isDeadLetterQueue() ? DeadLetterOrigin.explain(wire, message, originAttempts) : message;
    }
}
