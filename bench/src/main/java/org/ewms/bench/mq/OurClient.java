package org.ewms.bench.mq;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;

/** Our own client, as any user of it. Closing it leaves the broker connection open. */
record OurClient(MessageBroker broker, Packing packing) implements Client {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Override
    public Sender sender(String queue, int window) {
        Publisher publisher = broker.publisher(queue, new PublisherOptions(window, PATIENCE));
        return new Sender() {
            private final List<CompletableFuture<Void>> confirmations = new ArrayList<>();

            @Override
            public void send(String id) throws InterruptedException {
                confirmations.add(publisher.publish(new Message(id, packing.pack(), Map.of())));
            }

            @Override
            public void awaitConfirmed() throws Exception {
                CompletableFuture.allOf(confirmations.toArray(CompletableFuture[]::new))
                        .get();
                confirmations.clear();
            }

            @Override
            public void close() {
                publisher.close();
            }
        };
    }

    @Override
    public long drain(String queue, int prefetch, int count, Supplier<Boolean> gone) throws InterruptedException {
        try (Subscription subscription =
                broker.subscribe(queue, SubscriberOptions.defaults().withPrefetch(prefetch))) {
            long first = 0;
            for (int i = 0; i < count; i++) {
                Delivery delivery = next(subscription);
                if (i == 0) {
                    first = System.nanoTime();
                }
                packing.unpack(delivery.message().body());
                delivery.ack();
            }
            return Arrivals.since(first, gone);
        }
    }

    @Override
    public Inbox inbox(String queue) {
        Subscription subscription = broker.subscribe(queue, SubscriberOptions.defaults());
        return new Inbox() {
            @Override
            public AutoCloseable take() throws InterruptedException {
                Delivery delivery = next(subscription);
                packing.unpack(delivery.message().body());
                return delivery::ack;
            }

            @Override
            public void close() {
                subscription.close();
            }
        };
    }

    @Override
    public void close() {}

    private static Delivery next(Subscription subscription) throws InterruptedException {
        Delivery delivery = subscription.receive(PATIENCE);
        if (delivery == null) {
            throw new IllegalStateException("nothing came for a minute");
        }
        return delivery;
    }
}
