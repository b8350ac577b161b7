package org.ewms.mqclient.processes;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.ewms.mqclient.MessageBroker;
import org.jspecify.annotations.Nullable;

/** The system's rabbitmq-server, run privately: own node, own cookie, own name server, loopback only. */
public final class RabbitServer extends BrokerServer {
    private static final Path PROGRAM = Path.of("/usr/lib/rabbitmq/bin/rabbitmq-server");

    private static final String USER = "ewms";
    private static final int LONGEST_COMMAND_SECONDS = 180;
    private static final int LEAST_FREE_MB = 50;

    private final int amqp;
    private final int distribution;
    private final ErlangNames names;
    private final @Nullable SecretFile secret;
    private final @Nullable Trust trust;
    private final int leastFreeMb;
    private final List<RabbitServer> cluster = new ArrayList<>();

    /**
     * Whose tokens it takes.
     *
     * @param keys URL of the issuer's JSON Web Key Set; the schema of the plug-in wants TLS, which nobody needs on one machine
     * @param resourceServer audience the tokens must be for
     */
    private record Trust(URI keys, String resourceServer) {
        String plainKeys() {
            return "[{rabbitmq_auth_backend_oauth2, [{key_config, [{jwks_url, \"" + keys + "\"}]}]}].";
        }
    }

    private RabbitServer(
            Path directory,
            int amqp,
            int distribution,
            ErlangNames names,
            @Nullable SecretFile secret,
            @Nullable Trust trust,
            int leastFreeMb)
            throws IOException {
        super(directory);
        this.amqp = amqp;
        this.distribution = distribution;
        this.names = names;
        this.secret = secret;
        this.trust = trust;
        this.leastFreeMb = leastFreeMb;
    }

    private RabbitServer(
            Path directory, List<Integer> ports, @Nullable SecretFile secret, @Nullable Trust trust, int leastFreeMb)
            throws IOException {
        this(directory, ports.get(0), ports.get(1), new ErlangNames(ports.get(2)), secret, trust, leastFreeMb);
    }

    /** @param directory for its data, log and configuration; need not exist */
    public RabbitServer(Path directory) throws IOException {
        this(directory, FreePorts.take(3), null, null, LEAST_FREE_MB);
    }

    /** One that wants a user's password to be shown. */
    public static RabbitServer secured(Path directory) throws IOException {
        return cramped(directory, LEAST_FREE_MB);
    }

    /**
     * One that wants a user's password, and takes no more when only so much of its disk is free. It looks every tenth of a second to every ten, so
     * what comes in between must fit: one that meets the end of the disk itself takes nothing and gives nothing until it is started again.
     */
    public static RabbitServer cramped(Path directory, int leastFreeMb) throws IOException {
        return new RabbitServer(directory, FreePorts.take(3), SecretFile.in(directory), null, leastFreeMb);
    }

    /**
     * One that takes tokens, RS256, besides its administrator's password, by way of its OAuth 2 plug-in.
     *
     * @param keys URL of the issuer's JSON Web Key Set, fetched when a token names a key not known
     * @param resourceServer audience the tokens must be for
     */
    public static RabbitServer trusting(Path directory, URI keys, String resourceServer) throws IOException {
        return new RabbitServer(
                directory, FreePorts.take(3), SecretFile.in(directory), new Trust(keys, resourceServer), LEAST_FREE_MB);
    }

    /** Where who has a token goes. */
    public String uriForTokens() {
        return "amqp://127.0.0.1:" + amqp;
    }

    /** Servers that form a cluster when they are started, all at once the first time. */
    public static List<RabbitServer> cluster(Path directory, int count) throws IOException {
        List<Integer> ports = FreePorts.take(2 * count + 1);
        var names = new ErlangNames(ports.getLast());
        String cookie = "C" + UUID.randomUUID();
        List<RabbitServer> servers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var server = new RabbitServer(
                    directory.resolve("node-" + i),
                    ports.get(2 * i),
                    ports.get(2 * i + 1),
                    names,
                    null,
                    null,
                    LEAST_FREE_MB);
            Path file = server.data().resolve(".erlang.cookie");
            Files.writeString(file, cookie);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
            servers.add(server);
        }
        servers.forEach(server -> server.cluster.addAll(servers));
        return servers;
    }

    @Override
    public String uri() {
        return "amqp://" + (secret == null ? "" : USER + "@") + "127.0.0.1:" + amqp;
    }

    @Override
    public Optional<Path> credentialFile() {
        return Optional.ofNullable(secret).map(SecretFile::path);
    }

    @Override
    public void renewSecret() throws Exception {
        SecretFile file = SecretFile.required(secret);
        file.renew();
        evaluate("""
            {ok, Secret} = file:read_file("%s"),
            ok = rabbit_auth_backend_internal:change_password(<<"%s">>, string:trim(Secret), <<"test">>),
            rabbit_networking:close_connections(rabbit_networking:connections(), "renewed").
            """.formatted(file.path(), USER));
    }

    @Override
    protected ServerProcess launch(Path in) throws Exception {
        if (!Files.isExecutable(PROGRAM)) {
            throw new IllegalStateException(PROGRAM + " is missing; run deploy/scripts/install-test-tools");
        }
        for (String part : List.of("mnesia", "log", "schema", "gen")) {
            Files.createDirectories(in.resolve(part));
        }
        Files.writeString(in.resolve("enabled_plugins"), trust == null ? "[]." : "[rabbitmq_auth_backend_oauth2].");
        Files.writeString(in.resolve("advanced.config"), trust == null ? "[]." : trust.plainKeys());
        Files.writeString(in.resolve("rabbitmq.conf"), configuration());
        names.start(in.resolve("epmd.log"));
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
        names.stop();
    }

    private String node() {
        return "t" + amqp + "@localhost";
    }

    /** Runs Erlang on the node. */
    private void evaluate(String expression) throws Exception {
        Path log = data().resolve("control.log");
        var builder = new ProcessBuilder(PROGRAM.resolveSibling("rabbitmqctl").toString(), "eval", expression)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment(data()));
        Process process = builder.start();
        if (!process.waitFor(LONGEST_COMMAND_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException("rabbitmqctl eval failed: " + read(log));
        }
    }

    private String peers() {
        var text = new StringBuilder("cluster_formation.peer_discovery_backend = classic_config\n");
        for (int i = 0; i < cluster.size(); i++) {
            text.append("cluster_formation.classic_config.nodes.%d = %s%n"
                    .formatted(i + 1, cluster.get(i).node()));
        }
        return text.toString();
    }

    private String configuration() throws IOException {
        return """
            listeners.tcp.1 = 127.0.0.1:%d
            loopback_users = none
            disk_free_limit.absolute = %dMB
            log.console = true
            log.file = false
            """.formatted(amqp, leastFreeMb)
                + (secret == null ? "" : "default_user = " + USER + "\ndefault_pass = " + secret.read() + "\n")
                + (trust == null
                        ? ""
                        : "auth_backends.1 = rabbit_auth_backend_oauth2\nauth_backends.2 = internal\n"
                                + "auth_oauth2.resource_server_id = " + trust.resourceServer() + "\n")
                + (cluster.isEmpty() ? "" : peers());
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
                Map.entry(
                        "RABBITMQ_ADVANCED_CONFIG_FILE",
                        in.resolve("advanced.config").toString()),
                Map.entry("RABBITMQ_CONFIG_FILE", in.resolve("rabbitmq.conf").toString()),
                Map.entry("RABBITMQ_SCHEMA_DIR", in.resolve("schema").toString()),
                Map.entry("RABBITMQ_GENERATED_CONFIG_DIR", in.resolve("gen").toString()),
                Map.entry("RABBITMQ_NODE_IP_ADDRESS", "127.0.0.1"),
                Map.entry("RABBITMQ_NODE_PORT", Integer.toString(amqp)),
                Map.entry("RABBITMQ_DIST_PORT", Integer.toString(distribution)),
                Map.entry("RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS", "-kernel inet_dist_use_interface {127,0,0,1}"),
                Map.entry("ERL_EPMD_PORT", Integer.toString(names.port())),
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
