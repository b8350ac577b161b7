package org.ewms.queues;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.ewms.mqclient.Brokers;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.Credential;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.MqException;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.RefusedException;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.ewms.mqclient.processes.RabbitServer;
import org.ewms.workflow.Ids;
import org.ewms.workflow.QueueGroup;
import org.ewms.workflow.QueueWish;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our tokens at a real RabbitMQ, which fetches our keys and knows nothing else of us. */
class RabbitTokensIT {
    private static final TokenOptions OPTIONS =
            new TokenOptions("http://here/mqbroker-issuer", "user", Duration.ofDays(1), "ewms", "broker", false);
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private static Path directory = Path.of("set by JUnit");

    private static QueueTokens tokens;
    private static HttpServer keys;
    private static RabbitServer server;
    private static MessageBroker administrator;

    @BeforeAll
    static void start() throws Exception {
        tokens = QueueTokens.with(OPTIONS, KeyFiles.ownIn(directory.resolve("keys")), Clock.systemUTC());
        keys = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        keys.createContext("/jwks.json", exchange -> {
            byte[] body = new ObjectMapper().writeValueAsBytes(tokens.publicKeys());
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        keys.start();
        URI published = URI.create("http://127.0.0.1:" + keys.getAddress().getPort() + "/jwks.json");
        server = RabbitServer.trusting(directory.resolve("rabbit"), published, "ewms");
        server.start();
        administrator = Brokers.connect(
                server.uri(),
                ConnectOptions.defaults()
                        .withCredential(
                                Credential.ofFile(server.credentialFile().orElseThrow())));
    }

    @AfterAll
    static void stop() throws Exception {
        administrator.close();
        server.close();
        keys.stop(0);
    }

    /** A queue of a workflow, made as the service makes it. */
    private static String queue(long seed) {
        QueueGroup group = QueueGroup.reserve(
                "WF-" + seed, Instant.now(), List.of(QueueWish.of("in", true)), new Ids(new Random(seed)));
        BrokerQueues.on(administrator).make(group);
        return group.queues().getFirst().id();
    }

    private static MessageBroker client(String token) {
        return Brokers.connect(
                server.uriForTokens(),
                ConnectOptions.defaults()
                        .withDeadline(Duration.ofSeconds(20))
                        .withCredential(Credential.ofToken(() -> token)));
    }

    private static void publish(MessageBroker client, String queue) throws InterruptedException, ExecutionException {
        try (Publisher publisher = client.publisher(queue, PublisherOptions.defaults())) {
            publisher.publish(Message.of("one", "hello".getBytes(UTF_8))).get();
        }
    }

    @Test
    void what_a_publisher_puts_in_a_consumer_takes_out() throws Exception {
        String queue = queue(1);
        try (MessageBroker publisher = client(tokens.issue(queue, Access.PUBLISH));
                MessageBroker consumer = client(tokens.issue(queue, Access.CONSUME))) {
            publish(publisher, queue);
            try (Subscription subscription = consumer.subscribe(queue, SubscriberOptions.defaults())) {
                Delivery delivery = Objects.requireNonNull(subscription.receive(SOON));
                assertThat(delivery.message().body()).asString(UTF_8).isEqualTo("hello");
                delivery.ack();
            }
        }
        assertThat(administrator.depth(queue).ready()).isZero();
    }

    @Test
    void a_consumer_s_token_cannot_publish() {
        String queue = queue(2);
        try (MessageBroker consumer = client(tokens.issue(queue, Access.CONSUME))) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> publish(consumer, queue))
                    .withCauseInstanceOf(RefusedException.class)
                    .withMessageContaining("ACCESS_REFUSED");
        }
        assertThat(administrator.depth(queue).ready()).isZero();
    }

    @Test
    void what_a_consumer_rejects_lies_among_its_queue_s_dead_letters() throws Exception {
        String queue = queue(8);
        try (MessageBroker publisher = client(tokens.issue(queue, Access.PUBLISH));
                MessageBroker consumer = client(tokens.issue(queue, Access.CONSUME));
                Subscription subscription = consumer.subscribe(queue, SubscriberOptions.defaults())) {
            for (int i = 0; i < 3; i++) {
                publish(publisher, queue);
                Objects.requireNonNull(subscription.receive(SOON)).reject("cannot be done");
            }
        }
        assertThat(administrator.depth(queue).ready()).isZero();
        assertThat(administrator.peek(MessageBroker.deadLetterQueue(queue), 10))
                .extracting(each -> new String(each.body(), UTF_8))
                .containsExactly("hello", "hello", "hello");
    }

    @Test
    void a_consumer_s_token_opens_the_dead_letters_of_no_other_queue() throws Exception {
        String other = queue(9);
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(server.uriForTokens());
        factory.setUsername("user");
        factory.setPassword(tokens.issue(queue(10), Access.CONSUME));
        try (Connection connection = factory.newConnection()) {
            Channel channel = connection.createChannel();
            channel.confirmSelect();
            String exchange = MessageBroker.deadLetterQueue(other);
            channel.basicPublish(exchange, exchange, null, new byte[0]);
            assertThatExceptionOfType(ShutdownSignalException.class)
                    .isThrownBy(() -> channel.waitForConfirmsOrDie(20_000))
                    .withMessageContaining("ACCESS_REFUSED");
        }
        assertThat(administrator.depth(MessageBroker.deadLetterQueue(other)).ready())
                .isZero();
    }

    @Test
    void the_way_to_dead_letters_goes_with_the_queue() throws Exception {
        String queue = queue(11);
        administrator.delete(queue);
        String exchange = MessageBroker.deadLetterQueue(queue);
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(server.uriForTokens());
        factory.setUsername("user");
        factory.setPassword(tokens.issue(queue, Access.CONSUME));
        try (Connection connection = factory.newConnection()) {
            Channel channel = connection.createChannel();
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> channel.exchangeDeclarePassive(exchange))
                    .havingCause()
                    .withMessageContaining("NOT_FOUND");
        }
    }

    @Test
    void a_publisher_s_token_cannot_consume() throws Exception {
        String queue = queue(3);
        try (MessageBroker publisher = client(tokens.issue(queue, Access.PUBLISH))) {
            publish(publisher, queue);
            assertThatExceptionOfType(RefusedException.class)
                    .isThrownBy(() -> publisher.subscribe(queue, SubscriberOptions.defaults()))
                    .withMessageContaining("ACCESS_REFUSED");
        }
        assertThat(administrator.depth(queue).ready()).isEqualTo(1);
    }

    @Test
    void a_token_for_one_queue_opens_no_other() {
        String other = queue(4);
        try (MessageBroker consumer = client(tokens.issue(queue(5), Access.CONSUME))) {
            assertThatExceptionOfType(MqException.class)
                    .isThrownBy(() -> consumer.subscribe(other, SubscriberOptions.defaults()));
        }
    }

    @Test
    void a_token_that_has_ended_is_refused() {
        Clock before = Clock.fixed(Instant.now().minus(Duration.ofDays(2)), ZoneOffset.UTC);
        QueueTokens earlier = QueueTokens.with(OPTIONS, KeyFiles.ownIn(directory.resolve("keys")), before);
        String ended = earlier.issue(queue(6), Access.CONSUME);
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> client(ended));
    }

    @Test
    void new_keys_are_learned_without_a_restart_and_old_tokens_stay_good() throws Exception {
        String queue = queue(7);
        String old = tokens.issue(queue, Access.PUBLISH);
        KeyFiles files = KeyFiles.ownIn(directory.resolve("keys"));
        FileTime before = Files.getLastModifiedTime(files.publicKey());
        Files.delete(files.publicKey());
        Files.delete(files.privateKey());
        Files.setLastModifiedTime(
                KeyFiles.ownIn(directory.resolve("keys")).publicKey(), FileTime.fromMillis(before.toMillis() + 5000));
        String fresh = tokens.issue(queue, Access.PUBLISH);
        try (MessageBroker withFresh = client(fresh);
                MessageBroker withOld = client(old)) {
            publish(withFresh, queue);
            publish(withOld, queue);
        }
        assertThat(administrator.depth(queue).ready()).isEqualTo(2);
    }
}
