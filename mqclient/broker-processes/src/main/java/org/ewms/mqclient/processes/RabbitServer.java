package org.ewms.mqclient.processes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.ewms.mqclient.MessageBroker;
import org.jspecify.annotations.Nullable;

/** The system's rabbitmq-server, run privately: own node, own cookie, own name server, loopback only. */
public final class RabbitServer extends BrokerServer {
    private static final Path PROGRAM = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");

    private final int amqp;
    private final int distribution;
    private final int names;
    private @Nullable Process nameServer;

    /** @param directory for its data, log and configuration; need not exist */
    public RabbitServer(Path directory) throws IOException {
        super(directory);
        List<Integer> ports = FreePorts.take(3);
        amqp = ports.get(0);
        distribution = ports.get(1);
        names = ports.get(2);
    }

    @Override
    public String uri() {
        return "amqp://127.0.0.1:" + amqp;
    }

    @Override
    protected ServerProcess launch(Path in) throws Exception {
        if (!Files.isExecutable(PROGRAM)) {
            throw new IllegalStateException(PROGRAM + " is missing; run deploy/scripts/install-test-tools");
        }
        for (String part : List.of("mnesia", "log", "schema", "gen")) {
            Files.createDirectories(in.resolve(part));
        }
        Files.writeString(in.resolve("enabled_plugins"), "[].");
        Files.writeString(in.resolve("rabbitmq.conf"), configuration());
        if (nameServer == null) {
            nameServer = new ProcessBuilder("epmd", "-port", Integer.toString(names), "-address", "127.0.0.1")
                    .redirectErrorStream(true)
                    .redirectOutput(in.resolve("epmd.log").toFile())
                    .start();
        }
        Path log = in.resolve("out.log");
        Files.deleteIfExists(log);
        var command = new ProcessBuilder(PROGRAM.toString());
        command.environment().putAll(environment(in));
        ServerProcess process = ServerProcess.start(command, log);
        process.awaitReady(() -> read(log).contains("Server startup complete"));
        return process;
    }

    /** The table of queue members is written every three seconds; a quorum queue that is not in it starts empty after a kill. */
    @Override
    public void awaitRemembered(String queue) {
        Path table = data().resolve("mnesia/" + node() + "/quorum/" + node() + "/names.dets");
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    String known = read(table);
                    // The one's name is part of the other's.
                    return count(known, queue) > count(known, MessageBroker.deadLetterQueue(queue));
                });
    }

    @Override
    public void close() throws Exception {
        super.close();
        if (nameServer != null) {
            nameServer.destroyForcibly().waitFor();
            nameServer = null;
        }
    }

    private String node() {
        return "t" + amqp + "@localhost";
    }

    private String configuration() {
        return """
                listeners.tcp.1 = 127.0.0.1:%d
                loopback_users = none
                disk_free_limit.absolute = 50MB
                log.console = true
                log.file = false
                """.formatted(amqp);
    }

    private Map<String, String> environment(Path in) {
        return Map.ofEntries(
                Map.entry("HOME", in.toString()),
                Map.entry("RABBITMQ_CONF_ENV_FILE", "/dev/null"),
                Map.entry("RABBITMQ_NODENAME", node()),
                Map.entry("RABBITMQ_BASE", in.toString()),
                Map.entry("RABBITMQ_MNESIA_BASE", in.resolve("mnesia").toString()),
                Map.entry("RABBITMQ_LOG_BASE", in.resolve("log").toString()),
                Map.entry("RABBITMQ_PID_FILE", in.resolve("rabbit.pid").toString()),
                Map.entry(
                        "RABBITMQ_ENABLED_PLUGINS_FILE",
                        in.resolve("enabled_plugins").toString()),
                Map.entry("RABBITMQ_CONFIG_FILE", in.resolve("rabbitmq.conf").toString()),
                Map.entry("RABBITMQ_SCHEMA_DIR", in.resolve("schema").toString()),
                Map.entry("RABBITMQ_GENERATED_CONFIG_DIR", in.resolve("gen").toString()),
                Map.entry("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
                Map.entry("RABBITMQ_NODE_PORT", Integer.toString(amqp)),
                Map.entry("RABBITMQ_DIST_PORT", Integer.toString(distribution)),
                Map.entry("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}"),
                Map.entry("ERL_EPMD_PORT", Integer.toString(names)),
                Map.entry("ERL_EPMD_ADDRESS", "127.0.0.1"));
    }

    private static int count(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
