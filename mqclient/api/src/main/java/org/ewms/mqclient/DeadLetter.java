package org.ewms.mqclient;

import java.util.Map;
import java.util.Optional;

/**
 * Why a message lies in a dead-letter queue, as told by its headers.
 *
 * @param queue where it came from
 * @param attempts deliveries it had there
 * @param reason text given to {@link Delivery#reject} or the last {@link Delivery#nack}, or the client's own words
 */
public record DeadLetter(String queue, int attempts, String reason) {
    /** Header: the queue the message came from. */
    public static final String QUEUE = "ewms-dead-letter-queue";

    /** Header: how often the message was delivered there, decimal. */
    public static final String ATTEMPTS = "ewms-dead-letter-attempts";

    /** Header: why it was given up. */
    public static final String REASON = "ewms-dead-letter-reason";

    /** Reads the headers of a message taken from a dead-letter queue; empty when it has none or they are damaged. */
    public static Optional<DeadLetter> of(Message message) {
        Map<String, String> headers = message.headers();
        String queue = headers.get(QUEUE);
        String attempts = headers.get(ATTEMPTS);
        String reason = headers.get(REASON);
        if (queue == null || attempts == null || reason == null || !attempts.matches("[0-9]{1,9}")) {
            return Optional.empty();
        }
        return Optional.of(new DeadLetter(queue, Integer.parseInt(attempts), reason));
    }

    /** The headers that say this. */
    public Map<String, String> headers() {
        return Map.of(QUEUE, queue, ATTEMPTS, Integer.toString(attempts), REASON, reason);
    }
}
