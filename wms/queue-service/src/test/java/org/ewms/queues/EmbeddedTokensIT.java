package org.ewms.queues;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.awaitility.Awaitility;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.ewms.mqclient.embedded.EmbeddedBroker;
import org.ewms.mqclient.embedded.EmbeddedBrokerOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our tokens at the embedded broker, over TCP. */
class EmbeddedTokensIT extends QueueTokensContract {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private static Path directory = Path.of("set by JUnit");

    private static EmbeddedBroker server;
    private static MessageBroker administrator;

    @BeforeAll
    static void start() {
        server = EmbeddedBroker.start(
                EmbeddedBrokerOptions.in(directory.resolve("broker")),
                tokens(Duration.ofDays(1), Clock.systemUTC()).guests());
        administrator = server.connect();
    }

    @AfterAll
    static void stop() {
        administrator.close();
        server.close();
    }

    private static QueueTokens tokens(Duration life, Clock clock) {
        return QueueTokens.plain(
                new TokenOptions("http://here/mqbroker-issuer", "user", life, "", "", false),
                KeyFiles.ownIn(directory.resolve("keys")),
                clock);
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
    TokenIssuer issuer(Duration life, Clock clock) {
        return tokens(life, clock);
    }

    @Override
    String uri() {
        return server.uri();
    }

    private ClientSession foreign(String token) throws Exception {
        return ActiveMQClient.createServerLocator(server.uri().replace("ewms://", "tcp://"))
                .setBlockOnDurableSend(true)
                .createSessionFactory()
                .createSession("ewms", token, false, true, true, false, 0);
    }

    @Test
    void whoever_consumes_may_put_back_what_it_holds_and_nothing_else() throws Exception {
        String queue = queue();
        publish(administrator, queue, "held");
        String token = tokens(Duration.ofDays(1), Clock.systemUTC()).issue(queue, Access.CONSUME);
        try (ClientSession session = foreign(token)) {
            ClientMessage own = session.createMessage(true);
            own.setRoutingType(RoutingType.ANYCAST);
            own.getBodyBuffer().writeBytes("of my own".getBytes(UTF_8));
            own.putIntProperty("_EWMS_ATTEMPTS", 1);
            assertThatExceptionOfType(ActiveMQException.class)
                    .isThrownBy(() -> session.createProducer(queue).send(own))
                    .withMessageContaining("no right to publish");
            String byBothNames = queue + "::" + queue;
            assertThatExceptionOfType(ActiveMQException.class)
                    .isThrownBy(() -> session.createProducer(byBothNames).send(own));
            own.setRoutingType(RoutingType.MULTICAST);
            assertThatExceptionOfType(ActiveMQException.class)
                    .isThrownBy(() -> session.createProducer(byBothNames).send(own));
        }
        try (MessageBroker consumer = client(token);
                Subscription subscription = consumer.subscribe(queue, SubscriberOptions.defaults())) {
            Delivery held = Objects.requireNonNull(subscription.receive(SOON));
            held.nack(Duration.ofMillis(300), "later");
            Delivery again = Objects.requireNonNull(subscription.receive(SOON));
            assertThat(again.attempt()).isEqualTo(2);
            assertThat(again.message().body()).asString(UTF_8).isEqualTo("held");
            again.ack();
        }
    }

    @Test
    void a_token_that_has_ended_is_of_no_use_beside_one_that_has_not() throws Exception {
        String queue = queue();
        String ended = tokens(Duration.ofSeconds(1), Clock.systemUTC()).issue(queue, Access.BOTH);
        try (ClientSession used = foreign(ended)) {
            Awaitility.await().atMost(SOON).until(used::isClosed);
        }
        String valid = tokens(Duration.ofDays(1), Clock.systemUTC()).issue(queue(), Access.BOTH);
        try (ServerLocator locator =
                        ActiveMQClient.createServerLocator(server.uri().replace("ewms://", "tcp://"));
                ClientSessionFactory connection = locator.createSessionFactory();
                ClientSession session = connection.createSession("ewms", valid, false, true, true, false, 0)) {
            assertThat(session.isClosed()).isFalse();
            assertThatExceptionOfType(ActiveMQException.class)
                    .isThrownBy(() -> connection.createSession("ewms", ended, false, true, true, false, 0));
        }
    }

    @Test
    void the_management_tells_a_guest_figures_of_its_queue_and_does_nothing_for_it() throws Exception {
        String queue = queue();
        String other = queue();
        publish(administrator, other, "stays");
        try (MessageBroker client =
                client(tokens(Duration.ofDays(1), Clock.systemUTC()).issue(queue, Access.BOTH))) {
            assertThat(client.depth(queue).remaining()).isZero();
            assertThatExceptionOfType(org.ewms.mqclient.RefusedException.class).isThrownBy(() -> client.depth(other));
            assertThatExceptionOfType(org.ewms.mqclient.RefusedException.class)
                    .isThrownBy(() -> client.declare(new org.ewms.mqclient.QueueSpec("mine", 3)));
        }
        assertThat(administrator.peek(other, 2)).extracting(Message::body).hasSize(1);
    }
}
