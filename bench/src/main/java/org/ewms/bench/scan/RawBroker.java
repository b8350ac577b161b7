package org.ewms.bench.scan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.QueueSpec;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.ewms.mqclient.embedded.EmbeddedBroker;
import org.ewms.mqclient.embedded.EmbeddedBrokerOptions;

/** The same messages as a scan's through the same broker, with nothing around it: published, answered, collected. */
final class RawBroker {
    private static final int HELD = 1000;

    private final List<MeteredRunner.Traffic> traffic;

    RawBroker(List<MeteredRunner.Traffic> traffic) {
        this.traffic = traffic;
    }

    /** Seconds until every answer is collected; events are sent, answered and collected at the same time, a thread each. */
    double seconds(Path directory) throws InterruptedException {
        var options = EmbeddedBrokerOptions.in(directory).withSyncToDisk(false);
        try (EmbeddedBroker server = EmbeddedBroker.start(options);
                MessageBroker outer = server.connect();
                MessageBroker inner = server.connect();
                ExecutorService threads =
                        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            outer.declare(QueueSpec.of("events"));
            outer.declare(QueueSpec.of("results"));
            long begin = System.nanoTime();
            List<Future<?>> parts = Stream.<Part>of(() -> send(outer), () -> answer(inner), () -> collect(outer))
                    .<Future<?>>map(part -> threads.submit(() -> {
                        part.run();
                        return null;
                    }))
                    .toList();
            for (Future<?> part : parts) {
                part.get();
            }
            return (System.nanoTime() - begin) * 1e-9;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker failed", e.getCause());
        }
    }

    private interface Part {
        void run() throws InterruptedException;
    }

    private void send(MessageBroker broker) throws InterruptedException {
        try (Publisher publisher = broker.publisher("events", PublisherOptions.defaults())) {
            publisher.publishAll(
                    traffic.stream().map(MeteredRunner.Traffic::event).toList());
        }
    }

    private void answer(MessageBroker broker) throws InterruptedException {
        CountDownLatch left = new CountDownLatch(traffic.size());
        try (Publisher publisher = broker.publisher("results", PublisherOptions.defaults());
                Subscription events = subscribe(broker, "events")) {
            for (MeteredRunner.Traffic one : traffic) {
                Delivery delivery = next(events);
                publisher.publish(one.result()).thenRun(() -> {
                    delivery.ack();
                    left.countDown();
                });
            }
            left.await();
        }
    }

    private void collect(MessageBroker broker) throws InterruptedException {
        try (Subscription results = subscribe(broker, "results")) {
            for (int i = 0; i < traffic.size(); i++) {
                next(results).ack();
            }
        }
    }

    private static Subscription subscribe(MessageBroker broker, String queue) {
        return broker.subscribe(queue, SubscriberOptions.defaults().withPrefetch(HELD));
    }

    private static Delivery next(Subscription subscription) throws InterruptedException {
        Delivery delivery = subscription.receive(Duration.ofSeconds(60));
        if (delivery == null) {
            throw new IllegalStateException("nothing came for a minute");
        }
        return delivery;
    }
}
