package org.ewms.mqclient.pulsar.internal;

import org.apache.pulsar.client.api.Consumer;

/** Asks the broker for one message at a time, for each free place. */
record SingleRequests(Consumer<byte[]> consumer, int prefetch, Intake.Sink sink) implements Intake {
    @Override
    public void start() {
        for (int i = 0; i < prefetch; i++) {
            more();
        }
    }

    @Override
    public void more() {
        var unused = consumer.receiveAsync().whenComplete((message, problem) -> {
            if (problem == null) {
                sink.came(message);
            } else {
                sink.failed(problem);
            }
        });
    }

    @Override
    public void stop() {
        // Requests end with their consumer.
    }
}
