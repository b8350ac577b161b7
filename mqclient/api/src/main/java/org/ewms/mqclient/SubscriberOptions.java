package org.ewms.mqclient;

import java.time.Duration;

/**
 * How a subscription behaves.
 *
 * @param prefetch unsettled messages this subscription may hold, 1..100000
 * @param deadline how long {@link Subscription#receive} keeps trying to reach an absent broker
 */
public record SubscriberOptions(int prefetch, Duration deadline) {
    public SubscriberOptions {
        if (prefetch < 1 || prefetch > 100_000) {
            throw new IllegalArgumentException("prefetch must be 1..100000, is " + prefetch);
        }
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("deadline must be positive, is " + deadline);
        }
    }

    public static SubscriberOptions defaults() {
        return new SubscriberOptions(1, Duration.ofSeconds(60));
    }

    public SubscriberOptions withPrefetch(int count) {
        return new SubscriberOptions(count, deadline);
    }
}
