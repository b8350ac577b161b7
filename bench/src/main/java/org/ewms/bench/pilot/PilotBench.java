package org.ewms.bench.pilot;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.ewms.bench.Benchmark;
import org.ewms.bench.Rounds;
import org.ewms.bench.Table;
import org.ewms.bench.TemporaryDirectory;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.QueueSpec;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.ewms.mqclient.embedded.EmbeddedBroker;
import org.ewms.mqclient.embedded.EmbeddedBrokerOptions;
import org.ewms.pilot.Pilot;
import org.ewms.pilot.PilotOptions;
import org.ewms.pilot.TaskOutcome;
import org.ewms.pilot.TaskRunner;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Events per second through a pilot whose task does nothing, beside a bare loop over the same client that receives, publishes, and
 * acknowledges on confirmation. Both alternate, round by round, over the embedded broker; the figures are medians.
 */
@Command(
        name = "pilot",
        description = "A pilot whose task does nothing beside a bare loop over the same broker client, events/s.")
public final class PilotBench implements Benchmark {
    private static final int HELD = 1000;
    private static final TaskRunner NO_OP = attempt -> new TaskOutcome.Done(List.of(attempt.event()));

    @Option(names = "--events", description = "Events per round (default: ${DEFAULT-VALUE}).")
    int events = 50_000;

    @Option(names = "--rounds", description = "Rounds, after one to warm up (default: ${DEFAULT-VALUE}).")
    int rounds = 5;

    @Option(names = "--slots", description = "Tasks at a time (default: ${DEFAULT-VALUE}).")
    int slots = 2;

    private int fills;

    @Override
    public void run(Table table) throws IOException, InterruptedException {
        try (TemporaryDirectory directory = TemporaryDirectory.create("ewms-bench-pilot");
                EmbeddedBroker server = EmbeddedBroker.start(EmbeddedBrokerOptions.in(directory.path()));
                MessageBroker broker = server.connect()) {
            run(broker, table);
        }
    }

    private void run(MessageBroker broker, Table table) throws InterruptedException {
        broker.declare(QueueSpec.of("in"));
        broker.declare(QueueSpec.of("out"));
        Rounds pairs = new Rounds();
        for (int round = -1; round < rounds; round++) {
            double bare = rate(broker, () -> bareLoop(broker));
            double pilot = rate(broker, () -> pilot(broker));
            table.progress("round %d: bare %.0f/s, pilot %.0f/s", round, bare, pilot);
            if (round >= 0) {
                pairs.add(pilot, bare);
            }
        }
        table.add(pairs.more(
                "pilot, in-JVM no-op, " + slots + " slots", "events/s", "a bare receive-publish-acknowledge loop"));
    }

    private interface Consumer {
        void consumeAll() throws InterruptedException;
    }

    private double rate(MessageBroker broker, Consumer consumer) throws InterruptedException {
        fill(broker);
        long begin = System.nanoTime();
        consumer.consumeAll();
        double seconds = (System.nanoTime() - begin) / 1e9;
        broker.purge("out");
        return events / seconds;
    }

    private void fill(MessageBroker broker) throws InterruptedException {
        byte[] body = new byte[1000];
        // The broker drops a message whose id it has seen.
        String prefix = "fill-" + fills++ + "-";
        List<Message> messages = new ArrayList<>(IntStream.range(0, events)
                .mapToObj(i -> Message.of(prefix + i, body))
                .toList());
        try (Publisher publisher = broker.publisher("in", PublisherOptions.defaults())) {
            publisher.publishAll(messages);
        }
    }

    private void bareLoop(MessageBroker broker) throws InterruptedException {
        CountDownLatch left = new CountDownLatch(events);
        try (Publisher publisher = broker.publisher("out", PublisherOptions.defaults());
                Subscription subscription =
                        broker.subscribe("in", SubscriberOptions.defaults().withPrefetch(HELD))) {
            for (int i = 0; i < events; i++) {
                Delivery delivery = subscription.receive(Duration.ofSeconds(30));
                if (delivery == null) {
                    throw new IllegalStateException("only " + i + " of " + events + " events came");
                }
                publisher.publish(delivery.message()).thenRun(() -> {
                    delivery.ack();
                    left.countDown();
                });
            }
            left.await();
        }
    }

    private void pilot(MessageBroker broker) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        AtomicInteger count = new AtomicInteger();
        TaskRunner counting = attempt -> {
            if (count.incrementAndGet() == events) {
                done.countDown();
            }
            return NO_OP.run(attempt);
        };
        PilotOptions options =
                PilotOptions.defaults("in", "out").withSlots(slots).withPrefetch(HELD - slots);
        try (Pilot pilot = new Pilot(broker, counting, options)) {
            Thread running = Thread.ofPlatform().start(() -> {
                try {
                    pilot.run();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            done.await();
            pilot.drain(Duration.ofSeconds(30));
            running.join();
            if (pilot.status().done() != events) {
                throw new IllegalStateException("not all events were done: " + pilot.status());
            }
        }
    }
}
