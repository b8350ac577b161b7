package org.ewms.mqclient.processes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A standalone Apache Pulsar of its own, broker and storage in one small JVM, loopback only. */
public final class PulsarServer extends BrokerServer {
    private static final String TOKEN_PROVIDER = "org.apache.pulsar.broker.authentication.AuthenticationProviderToken";
    private static final Duration LIFETIME = Duration.ofDays(1);

    private final int port;
    private final int admin;
    private final List<String> special;
    private @Nullable TokenKey key;

    /**
     * Not yet started; lets everybody in.
     *
     * @param directory for its data, log and configuration; need not exist
     */
    public PulsarServer(Path directory) throws IOException {
        this(directory, null, List.of());
    }

    private PulsarServer(Path directory, @Nullable TokenKey key, List<String> special) throws IOException {
        super(directory);
        List<Integer> ports = FreePorts.take(2);
        port = ports.get(0);
        admin = ports.get(1);
        this.key = key;
        this.special = special;
    }

    /** One that lets in only who shows a {@link #token} of it; {@link #credentialFile} holds one. */
    public static PulsarServer withTokens(Path directory) throws IOException {
        return new PulsarServer(directory, new TokenKey(), List.of());
    }

    /**
     * One that takes no more when two fifths of its small disk are used, until there is room again: what its store has journalled it writes once more,
     * and one that meets the end of the disk itself stops for good.
     */
    public static PulsarServer cramped(Path directory) throws IOException {
        return new PulsarServer(
                directory,
                new TokenKey(),
                List.of(
                        "readOnlyModeEnabled=true",
                        "diskUsageThreshold=0.4",
                        "diskUsageWarnThreshold=0.4",
                        "diskUsageLwmThreshold=0.4",
                        "diskCheckInterval=50"));
    }

    /**
     * One that lets its own administrators in, with the token in {@link #credentialFile}, and who shows a token of this issuer: to what its role,
     * the subject, has been given rights in. It looks every second whether a client's token has ended.
     *
     * @param issuer base of the address where it finds the issuer's keys, as OpenID providers publish them
     */
    public static PulsarServer trusting(Path directory, String issuer, String audience) throws IOException {
        return new PulsarServer(
                directory,
                new TokenKey(),
                List.of(
                        "authenticationProviders=" + TOKEN_PROVIDER
                                + ",org.apache.pulsar.broker.authentication.oidc.AuthenticationProviderOpenID",
                        "openIDAllowedTokenIssuers=" + issuer,
                        "openIDAllowedAudiences=" + audience,
                        "openIDRequireIssuersUseHttps=false",
                        "openIDKeyIdCacheMissRefreshSeconds=0",
                        "authorizationEnabled=true",
                        "superUserRoles=test,broker",
                        "authenticationRefreshCheckSeconds=1"));
    }

    private static List<String> settings(TokenKey key) {
        return List.of(
                "authenticationEnabled=true",
                "authenticationProviders=" + TOKEN_PROVIDER,
                "tokenSecretKey=data:;base64," + key.base64(),
                "brokerClientAuthenticationPlugin=org.apache.pulsar.client.impl.auth.AuthenticationToken",
                "brokerClientAuthenticationParameters=token:"
                        + key.token("broker", Instant.now().plus(LIFETIME)));
    }

    /** A token that the server lets in until then. */
    public String token(Instant expiry) {
        if (key == null) {
            throw new IllegalStateException("this server asks for no tokens");
        }
        return key.token("test", expiry);
    }

    @Override
    public Optional<Path> credentialFile() {
        return key == null ? Optional.empty() : Optional.of(data().resolve("token"));
    }

    @Override
    public String uri() {
        return "pulsar://127.0.0.1:" + port + "?admin=" + adminUri();
    }

    /** Tokens cannot be revoked; the key they are signed with can be changed, while the server is down. */
    @Override
    public void renewSecret() throws Exception {
        stop();
        key = new TokenKey();
        start();
    }

    /** Base address of its administration REST interface. */
    public String adminUri() {
        return "http://127.0.0.1:" + admin;
    }

    /** A broker that is just warming up takes its time. */
    @Override
    public Duration idle() {
        return Duration.ofMillis(500);
    }

    @Override
    protected ServerProcess launch(Path in) throws Exception {
        if (key != null) {
            Files.writeString(in.resolve("token"), token(Instant.now().plus(LIFETIME)));
        }
        List<String> command = new ArrayList<>(List.of(
                Scripts.path("run-pulsar").toString(), in.toString(), Integer.toString(port), Integer.toString(admin)));
        if (key != null) {
            command.addAll(settings(key));
        }
        // The last of a key's settings counts.
        command.addAll(special);
        var builder = new ProcessBuilder(command);
        builder.environment().put("EWMS_JAVA_HOME", System.getProperty("java.home"));
        ServerProcess process = ServerProcess.start(builder, in.resolve("run.log"));
        process.awaitReady(this::serves);
        return process;
    }

    /** Earlier than its namespace is there, queues would be reported missing. */
    private boolean serves() {
        try {
            URLConnection request = URI.create(adminUri() + "/admin/v2/namespaces/public")
                    .toURL()
                    .openConnection();
            request.setReadTimeout(5_000);
            if (key != null) {
                request.setRequestProperty(
                        "Authorization", "Bearer " + token(Instant.now().plus(LIFETIME)));
            }
            try (InputStream answer = request.getInputStream()) {
                return new String(answer.readAllBytes(), UTF_8).contains("public/default");
            }
        } catch (IOException e) {
            return false;
        }
    }
}
