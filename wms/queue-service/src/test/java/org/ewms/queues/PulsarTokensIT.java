package org.ewms.queues;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.ewms.mqclient.Brokers;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.Credential;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.processes.PulsarServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our tokens at a real Pulsar, which finds our keys from where we say we are and asks us for nothing else. */
class PulsarTokensIT extends QueueTokensContract {
    @TempDir
    private static Path directory = Path.of("set by JUnit");

    private static HttpServer keys;
    private static String issuer;
    private static PulsarServer server;
    private static MessageBroker administrator;

    @BeforeAll
    static void start() throws Exception {
        keys = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        issuer = "http://127.0.0.1:" + keys.getAddress().getPort() + "/mqbroker-issuer";
        QueueTokens tokens = tokens(Duration.ofDays(1), Clock.systemUTC());
        serve(
                "/mqbroker-issuer/.well-known/openid-configuration",
                () -> tokens.discovery().orElseThrow());
        serve("/mqbroker-issuer/.well-known/jwks.json", tokens::publicKeys);
        keys.start();
        server = PulsarServer.trusting(directory.resolve("pulsar"), issuer, "ewms");
        server.start();
        administrator = Brokers.connect(
                server.uri(),
                ConnectOptions.defaults()
                        .withCredential(
                                Credential.ofFile(server.credentialFile().orElseThrow())));
    }

    private interface Document {
        Map<String, Object> now();
    }

    private static void serve(String path, Document document) {
        keys.createContext(path, exchange -> {
            byte[] body = new ObjectMapper().writeValueAsBytes(document.now());
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    @AfterAll
    static void stop() throws Exception {
        administrator.close();
        server.close();
        keys.stop(0);
    }

    private static QueueTokens tokens(Duration life, Clock clock) {
        return QueueTokens.ofRoles(
                new TokenOptions(issuer, "user", life, "ewms", "", false),
                KeyFiles.ownIn(directory.resolve("keys")),
                clock);
    }

    @Override
    MessageBroker administrator() {
        return administrator;
    }

    @Override
    BrokerQueues queues() {
        return BrokerQueues.withRoles(administrator);
    }

    @Override
    TokenIssuer issuer(Duration life, Clock clock) {
        return tokens(life, clock);
    }

    @Override
    String uri() {
        return server.uri();
    }

    @Test
    void new_keys_are_learned_without_a_restart() throws Exception {
        String queue = queue();
        KeyFiles files = KeyFiles.ownIn(directory.resolve("keys"));
        FileTime before = Files.getLastModifiedTime(files.publicKey());
        Files.delete(files.publicKey());
        Files.delete(files.privateKey());
        Files.setLastModifiedTime(
                KeyFiles.ownIn(directory.resolve("keys")).publicKey(), FileTime.fromMillis(before.toMillis() + 5000));
        try (MessageBroker publisher =
                client(tokens(Duration.ofDays(1), Clock.systemUTC()).issue(queue, Access.PUBLISH))) {
            publish(publisher, queue, "signed anew");
        }
        assertThat(administrator.depth(queue).ready()).isEqualTo(1);
    }
}
