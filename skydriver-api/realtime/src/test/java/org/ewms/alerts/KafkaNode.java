package org.ewms.alerts;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;

/** A real Kafka broker that is its own controller, in a JVM of its own. */
final class KafkaNode implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Process process;
    private final String servers;

    private KafkaNode(Process process, String servers) {
        this.process = process;
        this.servers = servers;
    }

    /** Runs in the child: makes the storage, then serves until it is killed. */
    static final class Main {
        private Main() {}

        public static void main(String[] arguments) {
            int code = kafka.tools.StorageTool.execute(
                    new String[] {"format", "--cluster-id", "EWMS-notices-test-node", "--config", arguments[0]},
                    System.out);
            if (code != 0) {
                throw new IllegalStateException("the storage of Kafka could not be made: " + code);
            }
            kafka.Kafka.main(arguments);
        }
    }

    static KafkaNode start(Path directory) throws IOException {
        int port = freePort();
        int controller = freePort();
        Path settings = Files.writeString(
                directory.resolve("server.properties"), """
                process.roles=broker,controller
                node.id=1
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                controller.listener.names=CONTROLLER
                controller.quorum.voters=1@127.0.0.1:%2$d
                log.dirs=%3$s
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=1
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                group.initial.rebalance.delay.ms=0
                """.formatted(port, controller, directory.resolve("kafka")));
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx300m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        settings.toString()))
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("kafka.log").toFile())
                .start();
        return new KafkaNode(process, "127.0.0.1:" + port);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    String servers() {
        return servers;
    }

    /** Makes topics of one partition, as soon as the broker answers. */
    void topics(String... names) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", servers, "default.api.timeout.ms", 10_000, "request.timeout.ms", 5_000);
        Awaitility.await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("Kafka ended with " + process.exitValue());
            }
            try (Admin admin = Admin.create(settings)) {
                for (String each : names) {
                    if (!admin.listTopics().names().get(10, TimeUnit.SECONDS).contains(each)) {
                        create(admin, each);
                    }
                }
                return true;
            }
        });
    }

    private static void create(Admin admin, String name) throws InterruptedException, ExecutionException {
        admin.createTopics(List.of(new NewTopic(name, 1, (short) 1))).all().get();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
