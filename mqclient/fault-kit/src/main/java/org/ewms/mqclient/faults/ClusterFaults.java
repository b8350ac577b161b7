package org.ewms.mqclient.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ewms.mqclient.Brokers;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.QueueSpec;
import org.ewms.mqclient.processes.BrokerServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Row 3 of the fault matrix: three servers are restarted or killed one by one behind one address, as behind a load balancer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(1200)
public abstract class ClusterFaults {
    private static final int NODES = 3;

    private final List<BrokerServer> nodes = new ArrayList<>();

    /** Servers that form a cluster when they are started at the same time. */
    protected abstract List<? extends BrokerServer> cluster(Path in, int count) throws Exception;

    /** The address of a queue that all of them keep. */
    protected String replicated(String uri) {
        return uri;
    }

    @BeforeAll
    void make(@TempDir Path directory) throws Exception {
        nodes.addAll(cluster(directory, NODES));
    }

    @BeforeEach
    void startThoseDown() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> starts = new ArrayList<>();
            for (BrokerServer node :
                    nodes.stream().filter(node -> !node.isRunning()).toList()) {
                starts.add(threads.submit(() -> {
                    node.start();
                    return true;
                }));
            }
            for (Future<?> start : starts) {
                start.get();
            }
        }
    }

    @AfterAll
    void closeCluster() throws Exception {
        for (BrokerServer node : nodes) {
            node.close();
        }
    }

    @Seeded
    @DisplayName("restarted node by node, nobody sees an error and nothing is lost (3)")
    void rolling(long seed) throws Exception {
        roll(seed, false);
    }

    @Seeded
    @DisplayName("killed node by node, nobody sees an error and nothing is lost (1)")
    void killed(long seed) throws Exception {
        roll(seed, true);
    }

    private void roll(long seed, boolean hard) throws Exception {
        var random = new Random(seed);
        List<BrokerServer> order = new ArrayList<>(nodes);
        Collections.shuffle(order, random);
        String queue = "cluster-" + UUID.randomUUID();
        try (TcpProxy balancer =
                TcpProxy.before(nodes.stream().map(BrokerServer::uri).toList(), seed)) {
            String uri = replicated(balancer.uri(nodes.getFirst().uri()));
            Traffic.Connector connector = () -> Brokers.connect(uri, ConnectOptions.defaults());
            try (MessageBroker broker = connector.connect()) {
                broker.declare(new QueueSpec(queue, 100));
                try (Traffic traffic =
                        Traffic.start(connector, queue, Traffic.Shape.usual().withPerSecond(1_000))) {
                    Duration longest = Duration.ZERO;
                    for (BrokerServer node : order) {
                        traffic.awaitProgress(random.nextInt(1, 300));
                        if (hard) {
                            node.kill();
                        } else {
                            node.stop();
                        }
                        longest = FaultScenario.longer(longest, FaultScenario.recovery(traffic, 200));
                        node.start();
                        node.awaitCaughtUp();
                    }
                    Ledger ledger = traffic.finish();
                    FaultScenario.report(
                            hard ? "killed node by node" : "restarted node by node",
                            seed,
                            ledger + ", recovery " + FaultScenario.seconds(longest));
                    assertThat(ledger.unconfirmed()).as("messages given up").isZero();
                }
                broker.delete(queue);
            }
        }
    }
}
