package org.ewms.pilot.internal;

import java.time.Duration;
import org.ewms.mqclient.Delivery;
import org.jspecify.annotations.Nullable;

/** Where slots get their events: one queue, or several as if they were one. */
public interface Intake extends AutoCloseable {
    /** The next event, null when none came in time. */
    @Nullable
    Delivery receive(Duration timeout) throws InterruptedException;

    /** Takes no more from the broker; what was received stays with its receiver. */
    void stop() throws InterruptedException;

    /** Gives everything unsettled back. */
    @Override
    void close();
}
