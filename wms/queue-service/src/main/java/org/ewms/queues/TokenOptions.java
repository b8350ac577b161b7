package org.ewms.queues;

import java.time.Duration;

/**
 * What queue tokens say beside the queue.
 *
 * @param issuer URL under which the keys are published
 * @param user subject
 * @param life how long one is valid
 * @param resourceServerId audience, and the broker's cluster in the rights
 * @param resourceServerType type of the rights
 * @param compatible whether every token lets its holder declare, read and write, whatever it is for
 */
public record TokenOptions(
        String issuer,
        String user,
        Duration life,
        String resourceServerId,
        String resourceServerType,
        boolean compatible) {
    public TokenOptions {
        if (life.isNegative() || life.isZero()) {
            throw new IllegalArgumentException(
                    "BROKER_QUEUE_AUTH_TOKEN_EXP must be > 0 seconds, is " + life.toSeconds());
        }
    }
}
