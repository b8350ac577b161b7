package org.ewms.mqclient.processes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** The system's nats-server with JetStream on file storage, loopback only. */
public final class NatsServer extends BrokerServer {
    private static final long USUAL_STORE_MIB = 4 << 10;
    private static final Duration RELOAD_LIMIT = Duration.ofSeconds(30);
    private static final Duration CATCHING_UP_LIMIT = Duration.ofMinutes(2);
    private static final int PORTS = 3;

    /** Names another server than the machine's. */
    private static final String PROGRAM = "ewms.nats.server";

    private final String program;
    private final int port;
    private final int routePort;
    private final int monitorPort;
    private final long storeMib;
    private final @Nullable SecretFile secret;
    private final @Nullable NatsOperator operator;
    private final List<NatsServer> cluster = new ArrayList<>();

    private NatsServer(
            String program,
            Path directory,
            List<Integer> ports,
            long storeMib,
            @Nullable SecretFile secret,
            @Nullable NatsOperator operator)
            throws IOException {
        super(directory);
        this.program = program;
        this.port = ports.get(0);
        this.routePort = ports.get(1);
        this.monitorPort = ports.get(2);
        this.storeMib = storeMib;
        this.secret = secret;
        this.operator = operator;
    }

    /** @param directory for its data, log and configuration; need not exist */
    public NatsServer(Path directory) throws IOException {
        this(usual(), directory, FreePorts.take(PORTS), USUAL_STORE_MIB, null, null);
    }

    /** One that wants a token to be shown. */
    public static NatsServer secured(Path directory) throws IOException {
        return new NatsServer(
                usual(), directory, FreePorts.take(PORTS), USUAL_STORE_MIB, SecretFile.in(directory), null);
    }

    /** One that lets in whom its operator's account vouches for, by a JWT. */
    public static NatsServer operated(Path directory) throws IOException, GeneralSecurityException {
        return new NatsServer(usual(), directory, FreePorts.take(PORTS), USUAL_STORE_MIB, null, new NatsOperator());
    }

    /** The operator of a server that is {@link #operated}. */
    public NatsOperator operator() {
        if (operator == null) {
            throw new IllegalStateException("this server was started without an operator");
        }
        return operator;
    }

    /** One that keeps no more than that of messages. */
    public static NatsServer cramped(Path directory, long mib) throws IOException {
        return new NatsServer(usual(), directory, FreePorts.take(PORTS), mib, null, null);
    }

    /** Servers that form a cluster when they are started, all before the first serves; of a later version than Debian's, which cannot do that. */
    public static List<NatsServer> cluster(Path directory, int count) throws IOException, InterruptedException {
        String named = System.getProperty(PROGRAM);
        String program = named == null ? Scripts.installed("install-nats") : named;
        List<Integer> ports = FreePorts.take(PORTS * count);
        List<NatsServer> servers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            servers.add(new NatsServer(
                    program,
                    directory.resolve("node-" + i),
                    ports.subList(PORTS * i, PORTS * (i + 1)),
                    USUAL_STORE_MIB,
                    null,
                    null));
        }
        servers.forEach(server -> server.cluster.addAll(servers));
        return servers;
    }

    @Override
    public String uri() {
        return "nats://127.0.0.1:" + port;
    }

    @Override
    public Optional<Path> credentialFile() {
        return Optional.ofNullable(secret).map(SecretFile::path);
    }

    /** Returns when the server goes by the new one: until then it may still store what it gets, and cut the connection before it answers. */
    @Override
    public void renewSecret() throws Exception {
        SecretFile.required(secret).renew();
        reload();
    }

    /** Tells the running server what has changed; returns when it goes by that. */
    public void reload() throws Exception {
        Files.writeString(configuration(), text());
        long before = reloads();
        signal("HUP");
        Awaitility.await()
                .atMost(RELOAD_LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> reloads() > before);
    }

    @Override
    protected ServerProcess launch(Path in) throws Exception {
        Files.writeString(configuration(), text());
        var command = new ProcessBuilder(program, "-c", configuration().toString());
        ServerProcess process = ServerProcess.start(command, log());
        process.awaitReady(this::listens);
        return process;
    }

    /** By the server's own word, which NATS' charts wait for too: all its streams and consumers are as the others have them. */
    @Override
    public void awaitCaughtUp() {
        if (cluster.isEmpty()) {
            return;
        }
        URI health = URI.create("http://127.0.0.1:" + monitorPort + "/healthz");
        try (HttpClient http = HttpClient.newHttpClient()) {
            Awaitility.await(health + " to be well")
                    .atMost(CATCHING_UP_LIMIT)
                    .pollInterval(Duration.ofMillis(50))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .until(() -> http.send(HttpRequest.newBuilder(health).build(), BodyHandlers.discarding())
                                    .statusCode()
                            == 200);
        }
    }

    private Path log() {
        return data().resolve("nats.log");
    }

    private long reloads() throws IOException {
        try (Stream<String> lines = Files.lines(log())) {
            return lines.filter(line -> line.endsWith("Reloaded server configuration"))
                    .count();
        }
    }

    private Path configuration() {
        return data().resolve("nats.conf");
    }

    private String text() throws IOException, GeneralSecurityException {
        return """
            host: 127.0.0.1
            port: %d
            max_payload: 8MB
            jetstream { store_dir: "%s", max_file_store: %dMB }
            """.formatted(port, data().resolve("js"), storeMib)
                + (secret == null ? "" : "authorization { token: \"" + secret.read() + "\" }\n")
                + (operator == null ? "" : operator.configuration())
                + (cluster.isEmpty() ? "" : peers());
    }

    private String peers() {
        return """
            server_name: node-%d
            http: "127.0.0.1:%d"
            cluster { name: ewms, host: 127.0.0.1, port: %d, no_advertise: true, routes: [%s] }
            """.formatted(
                        port,
                        monitorPort,
                        routePort,
                        cluster.stream()
                                .map(peer -> "\"nats-route://127.0.0.1:" + peer.routePort + "\"")
                                .collect(Collectors.joining(", ")));
    }

    /** Debian puts it where not everybody's path leads. */
    private static String usual() {
        String debians = "/usr/sbin/nats-server";
        return System.getProperty(PROGRAM, Files.isExecutable(Path.of(debians)) ? debians : "nats-server");
    }

    private boolean listens() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.getInputStream().read() == 'I';
        } catch (IOException e) {
            return false;
        }
    }
}
