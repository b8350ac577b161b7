package org.ewms.run.internal;

import java.io.IOException;
import java.time.Duration;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;

/** Outcomes that a killed run left in the broker: taken into the journal before anything is decided. */
public final class Leftovers {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final int PREFETCH = 1000;

    private Leftovers() {}

    /** Takes all that are in the queue. */
    public static void take(MessageBroker broker, String queue, Journal journal, Plan plan)
            throws IOException, InterruptedException {
        if (broker.depth(queue).remaining() == 0) {
            return;
        }
        try (Subscription subscription = broker.subscribe(queue, new SubscriberOptions(PREFETCH, PATIENCE))) {
            for (Delivery next = subscription.receive(WAIT); next != null; next = subscription.receive(WAIT)) {
                Events.outcome(next.message()).ifPresent(outcome -> {
                    journal.add(outcome);
                    plan.learn(outcome);
                });
                journal.write();
                next.ack();
            }
        }
    }
}
