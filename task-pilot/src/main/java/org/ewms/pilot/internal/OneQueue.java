package org.ewms.pilot.internal;

import java.time.Duration;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.Subscription;
import org.jspecify.annotations.Nullable;

/** All slots pull from the one subscription. */
public record OneQueue(Subscription subscription) implements Intake {
    @Override
    public @Nullable Delivery receive(Duration timeout) throws InterruptedException {
        return subscription.receive(timeout);
    }

    @Override
    public void stop() {}

    @Override
    public void close() {
        subscription.close();
    }
}
