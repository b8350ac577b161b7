package org.ewms.bench.mq;

import java.io.IOException;
import org.ewms.bench.Benchmark;
import org.ewms.bench.Table;
import org.ewms.bench.TemporaryDirectory;
import org.ewms.mqclient.contract.BrokerFixture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Very many connections and consumers of one broker, in this process. */
@Command(
        name = "mq-scale",
        description =
                "Very many consumers of one broker: the heap they take while idle, and their shares of much work.")
public final class MqScale implements Benchmark {
    /** What to do. */
    enum Part {
        /** Consumers that wait. */
        IDLE,
        /** Consumers that share a long queue. */
        SHARES
    }

    @Option(names = "--broker", required = true, description = "Which broker: rabbitmq, nats, pulsar or embedded.")
    Broker broker = Broker.EMBEDDED;

    @Option(names = "--part", required = true, description = "idle or shares.")
    Part part = Part.IDLE;

    @Option(names = "--connections", description = "Connections (default: 1000 idle ones, or 50 that share the work).")
    int connections;

    @Option(names = "--consumers", description = "Consumers, all together (default: 10000 idle, or 5000 that work).")
    int consumers;

    @Option(names = "--messages", description = "Messages to share (default: ${DEFAULT-VALUE}).")
    int messages = 200_000;

    @Option(
            names = "--task-millis",
            description = "How long a consumer holds each message (default: ${DEFAULT-VALUE}).")
    int taskMillis = 200;

    @Override
    public void run(Table table) throws IOException, InterruptedException {
        try (TemporaryDirectory directory = TemporaryDirectory.create("ewms-mq-scale");
                BrokerFixture server = broker.server(directory.path().resolve("server"))) {
            server.start();
            switch (part) {
                case IDLE -> IdleConsumers.measure(server, or(connections, 1_000), or(consumers, 10_000), table);
                case SHARES ->
                    new SharedWork(server, or(connections, 50), or(consumers, 5_000))
                            .measure(messages, taskMillis, table);
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e.toString(), e);
        }
    }

    private static int or(int given, int otherwise) {
        return given > 0 ? given : otherwise;
    }
}
