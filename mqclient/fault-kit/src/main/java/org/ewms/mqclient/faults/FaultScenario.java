package org.ewms.mqclient.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.ewms.mqclient.Brokers;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.QueueSpec;
import org.ewms.mqclient.Subscription;
import org.ewms.mqclient.processes.BrokerServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/** Words the fault scenarios are written in. The server runs before and after each; what a scenario opens is closed after it. */
@Timeout(600)
abstract class FaultScenario {
    /**
     * The longest a client may take to work again after the broker is back. It is measured and told; what is asserted leaves room for a machine
     * that does much else.
     */
    static final Duration RECOVERY = Duration.ofSeconds(Integer.getInteger("ewms.fault.recovery-seconds", 30));

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int MANY_ATTEMPTS = 100;

    private final Supplier<BrokerServer> server;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    FaultScenario(Supplier<BrokerServer> server) {
        this.server = server;
    }

    @BeforeEach
    void bringUp() throws Exception {
        server().thaw();
        if (!server().isRunning()) {
            server().start();
        }
    }

    @AfterEach
    void closeWhatWasOpened() throws Exception {
        bringUp();
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    BrokerServer server() {
        return server.get();
    }

    <T extends AutoCloseable> T closing(T resource) {
        opened.push(resource);
        return resource;
    }

    /** A new, empty queue that outlives a kill, of many attempts; deleted after the scenario. */
    String declareQueue() throws Exception {
        String queue = "fault-" + UUID.randomUUID();
        closing(() -> delete(queue));
        try (MessageBroker broker = server().connect()) {
            broker.declare(new QueueSpec(queue, MANY_ATTEMPTS));
        }
        server().awaitRemembered(queue);
        return queue;
    }

    private void delete(String queue) throws Exception {
        try (MessageBroker broker = server().connect()) {
            broker.delete(queue);
        }
    }

    Traffic traffic(String queue, Traffic.Shape shape) {
        return closing(Traffic.start(() -> server().connect(), queue, shape));
    }

    Traffic traffic(TcpProxy proxy, String queue, Traffic.Shape shape) {
        return closing(Traffic.start(() -> connect(proxy), queue, shape));
    }

    MessageBroker connect(TcpProxy proxy) {
        return Brokers.connect(proxy.uri(server().uri()), server().connectOptions());
    }

    TcpProxy proxy(long seed) throws Exception {
        return closing(TcpProxy.before(server().uri(), seed));
    }

    /** Lets the fault last. */
    static void last(Duration time) throws InterruptedException {
        boolean unused = new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** The next delivery, which must come. */
    static Delivery take(Subscription subscription) throws InterruptedException {
        Delivery delivery = subscription.receive(PATIENCE);
        return delivery == null ? fail("nothing came within " + PATIENCE) : delivery;
    }

    /** Waits until all is at work again, not longer than allowed; how long that took. */
    static Duration recovery(Traffic traffic, int messages) {
        long back = System.nanoTime();
        traffic.awaitProgress(messages);
        Duration took = Duration.ofNanos(System.nanoTime() - back);
        assertThat(took).as("recovery").isLessThan(RECOVERY);
        return took;
    }

    static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    static String seconds(Duration time) {
        return "%.1f s".formatted(time.toMillis() / 1e3);
    }

    static void report(String scenario, long seed, Object result) {
        System.out.printf("%s, seed %d: %s%n", scenario, seed, result);
    }
}
