package org.ewms.queues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.ExecutionException;
import org.ewms.mqclient.Brokers;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.MqException;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.processes.NatsServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our tokens at a real NATS server, which knows the account they are of and nothing else of us. */
class NatsTokensIT extends QueueTokensContract {
    @TempDir
    private static Path directory = Path.of("set by JUnit");

    private static NatsServer server;
    private static Path seed;
    private static NatsTokens tokens;
    private static MessageBroker administrator;

    @BeforeAll
    static void start() throws Exception {
        server = NatsServer.operated(directory.resolve("nats"));
        seed = Files.writeString(directory.resolve("seed"), server.operator().newSigningKey());
        server.start();
        tokens = tokens(Duration.ofDays(1), Clock.systemUTC());
        administrator = Brokers.connect(server.uri(), ConnectOptions.defaults().withCredential(tokens.administrator()));
    }

    @AfterAll
    static void stop() throws Exception {
        administrator.close();
        server.close();
    }

    private static NatsTokens tokens(Duration life, Clock clock) throws Exception {
        return NatsTokens.with(
                server.operator().account(),
                seed,
                new TokenOptions("", "user", life, "", "", false),
                clock,
                new SecureRandom());
    }

    @Override
    MessageBroker administrator() {
        return administrator;
    }

    @Override
    BrokerQueues queues() {
        return BrokerQueues.on(administrator);
    }

    @Override
    TokenIssuer issuer(Duration life, Clock clock) throws Exception {
        return tokens(life, clock);
    }

    @Override
    String uri() {
        // As pilots are told it, with a user that is of no account here.
        return server.uri().replace("://", "://user@");
    }

    @Test
    void a_token_tells_what_it_grants_until_it_ends() throws Exception {
        Clock clock = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
        String token = tokens(Duration.ofDays(1), clock).issue("q", Access.PUBLISH);
        assertThat(tokens(Duration.ofDays(1), clock).grant(token))
                .hasValue(new TokenIssuer.Grant("q", Access.PUBLISH, clock.instant()));
        assertThat(tokens.grant(token)).as("by now it has ended").isEmpty();
        Clock earlier = Clock.offset(clock, Duration.ofHours(-1));
        assertThat(tokens(Duration.ofDays(1), earlier).grant(token.substring(0, token.length() - 6) + "AAAAAA"))
                .as("its signature is not its own")
                .isEmpty();
        assertThat(tokens.grant("nonsense")).isEmpty();
    }

    @Test
    void what_others_are_sent_is_not_to_be_overheard() throws Exception {
        String queue = queue();
        try (var overhearing = io.nats.client.Nats.connect(new io.nats.client.Options.Builder()
                .server(server.uri())
                .authHandler(new Shown(tokens.issue(queue(), Access.CONSUME)))
                .build())) {
            var heard = overhearing.subscribe("_INBOX*.>");
            var all = overhearing.subscribe(">");
            overhearing.flush(Duration.ofSeconds(20));
            try (MessageBroker consumer = client(tokens.issue(queue, Access.CONSUME));
                    MessageBroker publisher = client(tokens.issue(queue, Access.PUBLISH))) {
                publish(publisher, queue, "secret");
                assertThat(take(consumer, queue)).isEqualTo("secret");
            }
            overhearing.flush(Duration.ofSeconds(20));
            assertThat(heard.getPendingMessageCount() + all.getPendingMessageCount())
                    .isZero();
            assertThat(overhearing.getLastError()).containsIgnoringCase("permissions violation for subscription");
        }
    }

    /** Another client than ours. */
    private record Shown(String token) implements io.nats.client.AuthHandler {
        @Override
        public byte[] sign(byte[] nonce) {
            return new byte[0];
        }

        @Override
        public char[] getID() {
            return new char[0];
        }

        @Override
        public char[] getJWT() {
            return token.toCharArray();
        }
    }

    @Test
    void a_new_signing_key_is_used_at_once_and_a_dropped_one_cuts_who_came_with_it() throws Exception {
        String queue = queue();
        String old = tokens.issue(queue, Access.PUBLISH);
        FileTime before = Files.getLastModifiedTime(seed);
        Files.writeString(seed, server.operator().newSigningKey());
        Files.setLastModifiedTime(seed, FileTime.fromMillis(before.toMillis() + 5000));
        server.reload();
        String fresh = tokens.issue(queue, Access.PUBLISH);
        assertThat(tokens.grant(old)).isPresent();
        try (MessageBroker withOld = client(old);
                MessageBroker withFresh = client(fresh)) {
            publish(withOld, queue, "1");
            publish(withFresh, queue, "2");
            server.operator().dropOldestSigningKey();
            server.reload();
            assertThatExceptionOfType(MqException.class).isThrownBy(() -> client(old));
            publish(withFresh, queue, "3");
            try (Publisher cut = withOld.publisher(queue, new PublisherOptions(1, Duration.ofSeconds(3)))) {
                assertThatExceptionOfType(ExecutionException.class)
                        .isThrownBy(
                                () -> cut.publish(Message.of("4", new byte[1])).get());
            }
        }
        assertThat(administrator.depth(queue).ready()).isEqualTo(3);
    }
}
