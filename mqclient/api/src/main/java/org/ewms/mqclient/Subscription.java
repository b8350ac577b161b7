package org.ewms.mqclient;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A consumer of one queue: pulled by any number of threads, never holding more than its prefetch of unsettled messages. */
public interface Subscription extends AutoCloseable {
    /**
     * Waits for the next message, reconnecting as needed.
     *
     * @return null when nothing came within {@code timeout}
     * @throws BrokerUnavailableException when the broker stayed away for longer than the client's deadline
     * @throws ClosedException when this subscription was closed
     */
    @Nullable
    Delivery receive(Duration timeout) throws InterruptedException;

    /** Unsettled messages go back to the queue at once. */
    @Override
    void close();
}
