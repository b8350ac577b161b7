package org.ewms.mqclient.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Random;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.ewms.mqclient.processes.BrokerServer;
import org.junit.jupiter.api.DisplayName;

/** Rows 18 and 22 of the fault matrix: secrets are renewed under load; far more is published than consumed. */
abstract class LoadFaultScenarios extends FaultScenario {
    private static final int BACKLOG = Integer.getInteger("ewms.fault.backlog", 5_000);
    private static final long HEAP_GROWTH = 32L << 20;
    private static final Duration SOON = Duration.ofMinutes(2);

    LoadFaultScenarios(Supplier<BrokerServer> server) {
        super(server);
    }

    @Seeded
    @DisplayName(
            "by secrets renewed at the broker while all are at work, nobody sees an error and nothing is lost (18)")
    void renewed(long seed) throws Exception {
        var random = new Random(seed);
        Traffic traffic = traffic(declareQueue(), Traffic.Shape.usual());
        for (int i = 0; i < 2; i++) {
            traffic.awaitProgress(random.nextInt(1, 500));
            server().renewSecret();
            traffic.awaitProgress(500);
        }
        Ledger ledger = traffic.finish();
        report("renewed", seed, ledger);
        assertThat(ledger.unconfirmed()).as("messages given up").isZero();
        assertThat(ledger.repeated()).isLessThanOrEqualTo(2 * traffic.shape().inFlight());
    }

    @Seeded
    @DisplayName(
            "by a backlog nobody consumes, the broker keeps it, the client's heap does not grow, and all of it comes"
                    + " out (22)")
    void overloaded(long seed) throws Exception {
        String queue = declareQueue();
        MessageBroker broker = closing(server().connect());
        long before = heapInUse();
        long most = before;
        try (Publisher publisher = broker.publisher(queue, PublisherOptions.defaults())) {
            for (int i = 0; i < BACKLOG; i++) {
                var unused = publisher.publish(Message.of("m" + i, new byte[200]));
                if (i % Math.max(1, BACKLOG / 4) == 0) {
                    most = Math.max(most, heapInUse());
                }
            }
        }
        most = Math.max(most, heapInUse());
        Awaitility.await().atMost(SOON).until(() -> broker.depth(queue).ready() == BACKLOG);
        int received = 0;
        try (Subscription subscription = broker.subscribe(queue, new SubscriberOptions(500, SOON))) {
            while (received < BACKLOG) {
                take(subscription).ack();
                received++;
            }
        }
        report("overloaded", seed, "%,d messages, heap %d KiB more".formatted(BACKLOG, (most - before) / 1024));
        Awaitility.await().atMost(SOON).until(() -> broker.depth(queue).remaining() == 0);
        assertThat(most - before).as("heap growth of the client").isLessThan(HEAP_GROWTH);
    }

    private static long heapInUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
