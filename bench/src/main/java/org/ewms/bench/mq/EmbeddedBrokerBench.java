package org.ewms.bench.mq;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory;
import org.ewms.bench.Benchmark;
import org.ewms.bench.Rounds;
import org.ewms.bench.Table;
import org.ewms.bench.TemporaryDirectory;
import org.ewms.mqclient.Brokers;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.Credential;
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
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Confirmed publishing and consuming with individual acknowledgements, ours and the raw Artemis client's in turn, in the JVM and over TCP.
 */
@Command(
        name = "mq-embedded",
        description =
                "Publishing and consuming through our client beside the raw Artemis client, same broker, messages/s.")
public final class EmbeddedBrokerBench implements Benchmark {
    private static final int WINDOW = 1_000;

    @Option(names = "--rounds", description = "Rounds, after one to warm up (default: ${DEFAULT-VALUE}).")
    int rounds = 7;

    @Option(names = "--count", description = "Messages per round (default: ${DEFAULT-VALUE}).")
    int count = 20_000;

    @Option(names = "--size", description = "Bytes per message (default: ${DEFAULT-VALUE}).")
    int size = 1024;

    private byte[] body = new byte[0];
    private int run;

    @Override
    public void run(Table table) throws IOException, InterruptedException {
        body = new byte[size];
        try (TemporaryDirectory directory = TemporaryDirectory.create("ewms-mq-bench");
                EmbeddedBroker broker = EmbeddedBroker.start(EmbeddedBrokerOptions.in(directory.path()))) {
            String secret = Files.readString(broker.credentialFile()).strip();
            inVm(broker, secret, table);
            tcp(broker, secret, table);
        } catch (IOException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the raw client failed: " + e.getMessage(), e);
        }
    }

    private void inVm(EmbeddedBroker broker, String secret, Table table) throws Exception {
        var transport = new TransportConfiguration(
                InVMConnectorFactory.class.getName(), Map.of("serverId", Integer.toString(broker.serverId())));
        try (MessageBroker ours = broker.connect();
                var theirs = new RawArtemis(transport, secret)) {
            compare("in-VM", ours, theirs, table);
        }
    }

    private void tcp(EmbeddedBroker broker, String secret, Table table) throws Exception {
        var options = ConnectOptions.defaults().withCredential(Credential.ofFile(broker.credentialFile()));
        URI uri = URI.create(broker.uri());
        var transport = new TransportConfiguration(
                NettyConnectorFactory.class.getName(), Map.of("host", uri.getHost(), "port", uri.getPort()));
        try (MessageBroker ours = Brokers.connect(broker.uri(), options);
                var theirs = new RawArtemis(transport, secret)) {
            compare("TCP", ours, theirs, table);
        }
    }

    private void compare(String where, MessageBroker ours, RawArtemis theirs, Table table) throws Exception {
        Rounds published = new Rounds();
        Rounds consumed = new Rounds();
        for (int round = -1; round < rounds; round++) {
            String queue = "bench-" + run++;
            ours.declare(QueueSpec.of(queue));
            // Who goes first alternates, so that neither profits from a warm or suffers from a full journal.
            double[] sent = new double[2];
            double[] received = new double[2];
            for (int turn = 0; turn < 2; turn++) {
                boolean our = (turn + round) % 2 == 0;
                sent[our ? 0 : 1] = rate(() -> {
                    if (our) {
                        publish(ours, queue);
                    } else {
                        theirs.publish(queue, "raw-", count, body, WINDOW);
                    }
                });
                received[our ? 0 : 1] = rate(() -> {
                    if (our) {
                        consume(ours, queue);
                    } else {
                        theirs.consume(queue, count);
                    }
                });
            }
            ours.delete(queue);
            if (round >= 0) {
                published.add(sent[0], sent[1]);
                consumed.add(received[0], received[1]);
            }
        }
        table.add(published.more("publish " + where, "msg/s", "the raw Artemis client"));
        table.add(consumed.more("consume " + where, "msg/s", "the raw Artemis client"));
    }

    private void publish(MessageBroker broker, String queue) throws Exception {
        try (Publisher publisher = broker.publisher(queue, new PublisherOptions(WINDOW, Duration.ofSeconds(60)))) {
            for (int i = 0; i < count; i++) {
                publisher.publish(new Message("our-" + i, body, Map.of()));
            }
        }
    }

    private void consume(MessageBroker broker, String queue) throws Exception {
        try (Subscription subscription =
                broker.subscribe(queue, SubscriberOptions.defaults().withPrefetch(WINDOW))) {
            for (int i = 0; i < count; i++) {
                Delivery delivery = subscription.receive(Duration.ofSeconds(30));
                if (delivery == null) {
                    throw new IllegalStateException("message " + i + " did not come");
                }
                delivery.ack();
            }
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private double rate(Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return count * 1e9 / (System.nanoTime() - start);
    }
}
