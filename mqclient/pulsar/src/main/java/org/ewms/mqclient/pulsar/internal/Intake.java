package org.ewms.mqclient.pulsar.internal;

import org.apache.pulsar.client.api.Consumer;
import org.apache.pulsar.client.api.Message;

/**
 * Brings one message for each place in a prefetch: the broker counts what was fetched, not what is unsettled, so the library's own queue could
 * hold any number. Small prefetches have no such queue and are exact. Large ones have one of a quarter more, very large ones of as much again, as the
 * library then asks the broker for several messages at a time, which the broker reads from its disk together.
 */
sealed interface Intake permits SingleRequests, LibraryQueue {
    /** The least prefetch with a queue of the library's. */
    int LARGE = 32;

    /** Only for tasks that take milliseconds does anybody want so many. */
    int VERY_LARGE = 100;

    /** Where messages go. */
    interface Sink {
        void came(Message<byte[]> message);

        /** Nothing more comes. */
        void failed(Throwable problem);
    }

    /** How many the library may hold beside the prefetch. */
    static int ahead(int prefetch) {
        if (prefetch < LARGE) {
            return 0;
        }
        return prefetch < VERY_LARGE ? prefetch / 4 : prefetch;
    }

    /** @param consumer with a queue of {@link #ahead} */
    static Intake of(Consumer<byte[]> consumer, int prefetch, Sink sink) {
        return ahead(prefetch) == 0
                ? new SingleRequests(consumer, prefetch, sink)
                : new LibraryQueue(consumer, prefetch, sink);
    }

    /** Called once, when whatever comes may come. */
    void start();

    /** A place of the prefetch is free. */
    void more();

    /** Takes no more; what is under way may still come. */
    void stop();
}
