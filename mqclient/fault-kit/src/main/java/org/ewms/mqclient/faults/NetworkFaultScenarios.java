package org.ewms.mqclient.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.QueueSpec;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.ewms.mqclient.processes.BrokerServer;
import org.junit.jupiter.api.DisplayName;

/** Rows 11 and 12 of the fault matrix: the network is late, narrow, silent, or breaks. */
abstract class NetworkFaultScenarios extends FaultScenario {
    private static final Duration DELAY = Duration.ofMillis(50);
    private static final Duration JITTER = Duration.ofMillis(100);
    private static final int LOSS_PERCENT = 1;
    private static final Duration HALF_OPEN_NOTICED = Duration.ofSeconds(20).plus(RECOVERY);
    private static final int LARGE = 20_000;

    NetworkFaultScenarios(Supplier<BrokerServer> server) {
        super(server);
    }

    @Seeded
    @DisplayName(
            "by 200 ms ± 100 of latency and loss, a publisher keeps at least half of the rate its window allows (11)")
    void late(long seed) throws Exception {
        TcpProxy proxy = proxy(seed);
        // The publisher's window is what limits it, not the consumers' prefetch.
        var shape = new Traffic.Shape(3, 200, 100, 100_000, 40, Duration.ofMinutes(3));
        Traffic traffic = traffic(proxy, declareQueue(), shape);
        traffic.awaitProgress(1);
        proxy.weather(Weather.late(DELAY, JITTER).withLossPercent(LOSS_PERCENT));
        traffic.awaitProgress(shape.window());
        double roundTrip = 2 * DELAY.plus(JITTER).toMillis() / 1e3;
        int count = 8 * shape.window();
        long start = System.nanoTime();
        traffic.awaitProgress(count);
        double perSecond = count / ((System.nanoTime() - start) / 1e9);
        proxy.weather(Weather.calm());
        report("late", seed, "%.0f/s, expected %.0f/s".formatted(perSecond, shape.window() / roundTrip));
        assertThat(perSecond).as("messages per second").isGreaterThan(shape.window() / roundTrip / 2);
        assertThat(traffic.finish().unconfirmed()).isZero();
    }

    @Seeded
    @DisplayName("by connections cut, reset, reset within a frame, slowed to a trickle and held, nothing is lost (12)")
    void broken(long seed) throws Exception {
        var random = new Random(seed);
        TcpProxy proxy = proxy(seed);
        Traffic traffic = traffic(proxy, declareQueue(), Traffic.Shape.usual().withBodyBytes(1_000));
        List<Integer> kinds = new ArrayList<>(List.of(0, 1, 2, 2, 3, 4));
        Collections.shuffle(kinds, random);
        Duration longest = Duration.ZERO;
        for (int kind : kinds) {
            traffic.awaitProgress(random.nextInt(1, 300));
            strike(proxy, kind, random);
            longest = longer(longest, recovery(traffic, 200));
        }
        Ledger ledger = traffic.finish();
        report("broken by " + kinds, seed, ledger + ", recovery " + seconds(longest));
        assertThat(ledger.unconfirmed()).as("messages given up").isZero();
        assertThat(ledger.repeated())
                .isLessThanOrEqualTo(kinds.size() * traffic.shape().inFlight());
    }

    private static void strike(TcpProxy proxy, int kind, Random random) throws InterruptedException {
        switch (kind) {
            case 0 -> proxy.cut();
            case 1 -> proxy.reset();
            case 2 -> proxy.resetAfter(random.nextInt(1, LARGE));
            case 3 -> {
                proxy.weather(Weather.narrow(random.nextInt(200, 2_000)));
                last(Duration.ofMillis(1_500));
                proxy.weather(Weather.calm());
            }
            default -> {
                proxy.hold();
                last(Duration.ofMillis(random.nextInt(500, 2_000)));
                proxy.release();
            }
        }
    }

    @Seeded
    @DisplayName("by a network that forgets its connections, all parties notice within two heartbeats (12)")
    void halfOpen(long seed) throws Exception {
        TcpProxy proxy = proxy(seed);
        Traffic traffic = traffic(proxy, declareQueue(), Traffic.Shape.usual());
        traffic.awaitProgress(new Random(seed).nextInt(1, 500));
        long since = System.nanoTime();
        proxy.forget();
        traffic.awaitProgress(500);
        Duration noticed = Duration.ofNanos(System.nanoTime() - since);
        Ledger ledger = traffic.finish();
        report("half-open noticed after " + noticed, seed, ledger);
        assertThat(noticed).isLessThan(HALF_OPEN_NOTICED);
        assertThat(ledger.unconfirmed()).as("messages given up").isZero();
    }

    @Seeded
    @DisplayName(
            "by silence longer than its deadline, a publisher gives up in time and publishes again afterwards (12)")
    void silent(long seed) throws Exception {
        TcpProxy proxy = proxy(seed);
        Duration deadline = Duration.ofSeconds(2);
        var alone = new Traffic.Shape(0, 1, 100, 4_000, LARGE, deadline);
        Traffic traffic = traffic(proxy, declareQueue(), alone);
        traffic.awaitConfirmed(100 + new Random(seed).nextInt(100));
        proxy.hold();
        last(deadline.plusSeconds(2));
        int givenUp = traffic.ledger().unconfirmed();
        proxy.release();
        traffic.awaitConfirmed(100);
        traffic.close();
        report("silent", seed, traffic.ledger());
        assertThat(givenUp).as("messages given up while nothing passed").isPositive();
        traffic.assertInTime();
    }

    @Seeded
    @DisplayName(
            "by a first attempt of everything that fails, everything works at the second (every upstream scenario)")
    void everyFirstAttemptFails(long seed) throws Exception {
        TcpProxy proxy = proxy(seed);
        MessageBroker broker = closing(connect(proxy));
        String queue = declareQueue();
        proxy.breakEveryOther(true);
        proxy.reset();
        broker.declare(new QueueSpec(queue, 100));
        List<String> received = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            proxy.reset();
            try (Publisher publisher = broker.publisher(queue, PublisherOptions.defaults())) {
                publisher.publishAll(List.of(Message.of("m" + i, new byte[300])));
            }
            proxy.reset();
            assertThat(broker.depth(queue).remaining()).isPositive();
            proxy.reset();
            try (Subscription subscription = broker.subscribe(queue, SubscriberOptions.defaults())) {
                Delivery delivery = take(subscription);
                received.add(delivery.message().id());
                delivery.ack();
            }
        }
        assertThat(received).contains("m0").hasSize(3);
        proxy.reset();
        assertThat(broker.peek(queue, 10)).hasSizeLessThanOrEqualTo(3);
        proxy.reset();
        broker.purge(queue);
        proxy.reset();
        broker.delete(queue);
    }
}
