package org.ewms.mqclient.pulsar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.pulsar.client.api.AuthenticationFactory;
import org.apache.pulsar.client.api.Consumer;
import org.apache.pulsar.client.api.Message;
import org.apache.pulsar.client.api.Producer;
import org.apache.pulsar.client.api.PulsarClient;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.Credential;
import org.ewms.mqclient.DeadLetter;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.QueueSpec;
import org.ewms.mqclient.RefusedException;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.ewms.mqclient.codec.MqClientCodec;
import org.ewms.mqclient.codec.Payload;
import org.ewms.mqclient.contract.BrokerContract;
import org.ewms.mqclient.contract.BrokerFixture;
import org.ewms.mqclient.processes.PulsarServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Apache Pulsar")
class PulsarBrokerIT extends BrokerContract {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path directory;

    private @Nullable PulsarServer server;

    @Override
    protected BrokerFixture fixture() throws Exception {
        server = PulsarServer.withTokens(directory);
        return server;
    }

    private PulsarServer server() {
        return Objects.requireNonNull(server, "the server was not started");
    }

    private String address() {
        return server().uri().substring(0, server().uri().indexOf('?'));
    }

    private String token() {
        return server().token(Instant.now().plusSeconds(600));
    }

    private static String freshName() {
        return "it-" + UUID.randomUUID();
    }

    private static Delivery next(Subscription subscription) throws InterruptedException {
        return Objects.requireNonNull(subscription.receive(PATIENCE), "nothing came");
    }

    @Nested
    @DisplayName("The Python MQClient on the other side")
    class Python {
        private final MqClientCodec codec = MqClientCodec.defaults();
        private final String queue = freshName();

        @Test
        void sends_what_we_read_and_is_told_when_we_are_done() throws Exception {
            try (var peer = new PythonPeer(address(), token(), queue);
                    MessageBroker broker = server().connect()) {
                peer.send("x");
                assertThat(broker.depth(queue).ready()).isEqualTo(1);
                try (Subscription ours = broker.subscribe(queue, SubscriberOptions.defaults())) {
                    Delivery delivery = next(ours);
                    assertThat(codec.decode(delivery.message().body()).data().textValue())
                            .isEqualTo("x");
                    delivery.ack();
                }
                try (Consumer<byte[]> theirs = peer.consumer(1)) {
                    assertThat(theirs.receive(300, TimeUnit.MILLISECONDS)).isNull();
                }
            }
        }

        @Test
        void reads_the_bytes_we_send_and_may_give_them_back() throws Exception {
            try (var peer = new PythonPeer(address(), token(), queue);
                    MessageBroker broker = server().connect()) {
                broker.declare(QueueSpec.of(queue));
                try (Publisher publisher = broker.publisher(queue, PublisherOptions.defaults());
                        Consumer<byte[]> theirs = peer.consumer(1)) {
                    publisher
                            .publish(org.ewms.mqclient.Message.of(
                                    "m", codec.encode(Payload.of(TextNode.valueOf("ours")))))
                            .get(30, TimeUnit.SECONDS);
                    Message<byte[]> first = theirs.receive(30, TimeUnit.SECONDS);
                    assertThat(PythonPeer.read(first)).isEqualTo("ours");
                    theirs.negativeAcknowledge(first);
                    Message<byte[]> again = theirs.receive(30, TimeUnit.SECONDS);
                    assertThat(PythonPeer.read(again)).isEqualTo("ours");
                    theirs.acknowledge(again);
                }
            }
        }

        @Test
        void has_its_queue_given_dead_letters_when_we_declare_it_too() throws Exception {
            try (var peer = new PythonPeer(address(), token(), queue);
                    MessageBroker broker = server().connect()) {
                peer.send("bad");
                broker.declare(QueueSpec.of(queue));
                try (Subscription ours = broker.subscribe(queue, SubscriberOptions.defaults())) {
                    next(ours).reject("no good");
                }
                assertThat(broker.peek(MessageBroker.deadLetterQueue(queue), 2))
                        .singleElement()
                        .satisfies(dead -> {
                            assertThat(DeadLetter.of(dead)).contains(new DeadLetter(queue, 1, "no good"));
                            assertThat(codec.decode(dead.body()).data().textValue())
                                    .isEqualTo("bad");
                        });
            }
        }
    }

    @Test
    void an_expired_token_is_refused_and_a_renewed_one_is_used_without_connecting_anew() throws Exception {
        String queue = freshName();
        var token = new AtomicReference<>(token());
        ConnectOptions options = ConnectOptions.defaults().withCredential(Credential.ofToken(token::get));
        try (MessageBroker broker = server().connect(options)) {
            broker.declare(QueueSpec.of(queue));
            token.set(server().token(Instant.now().minusSeconds(600)));
            assertThatThrownBy(() -> broker.depth(queue)).isInstanceOf(RefusedException.class);
            assertThatThrownBy(() -> server().connect(options))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageNotContaining(token.get());
            token.set(token());
            try (Publisher publisher = broker.publisher(queue, PublisherOptions.defaults())) {
                publisher.publishAll(List.of(org.ewms.mqclient.Message.of("m", new byte[1])));
            }
            assertThat(broker.depth(queue).ready()).isEqualTo(1);
        }
    }

    @Test
    void a_dead_letter_queue_without_a_number_of_attempts_takes_the_first_that_is_declared() throws Exception {
        String queue = freshName();
        try (var peer = new PythonPeer(address(), token(), MessageBroker.deadLetterQueue(queue));
                MessageBroker broker = server().connect()) {
            peer.send("kept");
            broker.declare(new QueueSpec(queue, 4));
            broker.declare(new QueueSpec(queue, 4));
            assertThatThrownBy(() -> broker.declare(new QueueSpec(queue, 5)))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("4");
            assertThat(broker.depth(MessageBroker.deadLetterQueue(queue)).ready())
                    .isEqualTo(1);
        }
    }

    @Test
    void a_batch_of_another_client_is_refused_with_the_way_out_and_stays_in_the_queue() throws Exception {
        String queue = freshName();
        try (MessageBroker broker = server().connect();
                PulsarClient other = PulsarClient.builder()
                        .serviceUrl(address())
                        .authentication(AuthenticationFactory.token(token()))
                        .build()) {
            broker.declare(QueueSpec.of(queue));
            try (Producer<byte[]> producer = other.newProducer()
                    .topic(queue)
                    .batchingMaxPublishDelay(1, TimeUnit.SECONDS)
                    .create()) {
                var first = producer.sendAsync("one".getBytes(UTF_8));
                producer.sendAsync("two".getBytes(UTF_8)).get(30, TimeUnit.SECONDS);
                first.get(30, TimeUnit.SECONDS);
            }
            try (Subscription ours = broker.subscribe(queue, SubscriberOptions.defaults())) {
                assertThatThrownBy(() -> ours.receive(PATIENCE))
                        .isInstanceOf(RefusedException.class)
                        .hasMessageContaining(queue)
                        .hasMessageContaining("batching");
            }
            assertThat(broker.depth(queue).remaining()).isEqualTo(1);
        }
    }
}
