package org.ewms.mqclient;

import java.time.Duration;

/**
 * How a publisher behaves.
 *
 * @param window unconfirmed messages allowed before {@link Publisher#publish} blocks, 1..100000
 * @param deadline how long a message may stay unconfirmed, reconnects included, before its future fails
 */
public record PublisherOptions(int window, Duration deadline) {
    public PublisherOptions {
        if (window < 1 || window > 100_000) {
            throw new IllegalArgumentException("window must be 1..100000, is " + window);
        }
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("deadline must be positive, is " + deadline);
        }
    }

    public static PublisherOptions defaults() {
        return new PublisherOptions(1000, Duration.ofSeconds(60));
    }
}
