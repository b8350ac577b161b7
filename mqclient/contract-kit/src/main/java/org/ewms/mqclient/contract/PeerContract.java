package org.ewms.mqclient.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.ewms.mqclient.Brokers;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.QueueSpec;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.ewms.mqclient.codec.MqClientCodec;
import org.ewms.mqclient.codec.Payload;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our client and an independent one of the Python MQClient's wire format, on one broker, in both directions. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
public abstract class PeerContract {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LARGE = 300_000;

    private final JsonMapper json = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(DeserializationFeature.USE_BIG_INTEGER_FOR_INTS)
            .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
            .build();
    private final MqClientCodec codec = MqClientCodec.defaults();
    private @Nullable BrokerFixture fixture;
    private @Nullable Peer peer;

    /** A broker not yet started. */
    protected abstract BrokerFixture fixture(Path in) throws Exception;

    /** The peer's script beside this class. */
    protected abstract String script();

    @BeforeAll
    void start(@TempDir Path directory) throws Exception {
        BrokerFixture made = fixture(directory.resolve("broker"));
        fixture = made;
        made.start();
        peer = new Peer(directory, script(), made, json);
    }

    @AfterAll
    void end() throws Exception {
        if (fixture != null) {
            fixture.close();
        }
    }

    private Peer peer() {
        return peer == null ? fail("the peer was not made") : peer;
    }

    /** Declares queues as the Python client does. */
    private MessageBroker connect() {
        BrokerFixture running = fixture == null ? fail("the broker was not started") : fixture;
        return Brokers.connect(running.uri() + "?declare=mqclient", running.connectOptions());
    }

    private List<JsonNode> data() throws Exception {
        List<JsonNode> data = new ArrayList<>();
        for (String text : List.of(
                "{\"a\": [\"foo\", {\"b\": 22}]}",
                "1",
                "\"two\"",
                "[1, 2, 3, 4]",
                "false",
                "null",
                "\"naïve ☃ 𝄞 \\u0000\"",
                "123456789012345678901234567890",
                "-0.1e-300",
                "[NaN, Infinity, -Infinity]",
                "{\"\": {}}",
                "\"" + "x".repeat(LARGE) + "\"")) {
            data.add(json.readTree(text));
        }
        return data;
    }

    private byte[] body(String mode, JsonNode datum) throws Exception {
        return mode.equals("packed") ? codec.encode(Payload.of(datum)) : json.writeValueAsBytes(datum);
    }

    private JsonNode datum(String mode, byte[] body) throws Exception {
        return mode.equals("packed") ? codec.decode(body).data() : json.readTree(body);
    }

    private void publish(MessageBroker broker, String queue, String mode) throws Exception {
        try (Publisher publisher = broker.publisher(queue, PublisherOptions.defaults())) {
            List<Message> messages = new ArrayList<>();
            for (JsonNode datum : data()) {
                messages.add(Message.of("m" + messages.size(), body(mode, datum)));
            }
            publisher.publishAll(messages);
        }
    }

    private List<byte[]> consume(MessageBroker broker, String queue, int count) throws InterruptedException {
        List<byte[]> bodies = new ArrayList<>();
        try (Subscription subscription =
                broker.subscribe(queue, SubscriberOptions.defaults().withPrefetch(5))) {
            while (bodies.size() < count) {
                Delivery delivery = subscription.receive(PATIENCE);
                if (delivery == null) {
                    return fail("only %d of %d messages came", bodies.size(), count);
                }
                bodies.add(delivery.message().body());
                delivery.ack();
            }
        }
        return bodies;
    }

    private static String freshName() {
        return "peer-" + UUID.randomUUID();
    }

    private void assertSame(List<JsonNode> received) throws Exception {
        assertThat(received.stream().map(JsonNode::toString).toList())
                .isEqualTo(data().stream().map(JsonNode::toString).toList());
    }

    @ParameterizedTest(name = "{0} bodies")
    @ValueSource(strings = {"packed", "plain"})
    @DisplayName("the peer reads in order what we wrote into a queue we declared")
    void weWriteThePeerReads(String mode) throws Exception {
        String queue = freshName();
        try (MessageBroker broker = connect()) {
            broker.declare(QueueSpec.of(queue));
            publish(broker, queue, mode);
            assertSame(peer().receive(mode, queue, data().size()));
        }
    }

    @ParameterizedTest(name = "{0} bodies")
    @ValueSource(strings = {"packed", "plain"})
    @DisplayName("we read in order what the peer wrote into a queue it declared")
    void thePeerWritesWeRead(String mode) throws Exception {
        String queue = freshName();
        peer().send(mode, queue, data());
        try (MessageBroker broker = connect()) {
            List<JsonNode> received = new ArrayList<>();
            for (byte[] body : consume(broker, queue, data().size())) {
                received.add(datum(mode, body));
            }
            assertSame(received);
        }
    }

    @Test
    @DisplayName("our bodies and the peer's are the same bytes")
    void bodiesAreTheSame() throws Exception {
        String queue = freshName();
        List<JsonNode> small = data().subList(0, 6);
        peer().send("packed", queue, small);
        try (MessageBroker broker = connect()) {
            List<byte[]> bodies = consume(broker, queue, small.size());
            for (int i = 0; i < small.size(); i++) {
                assertThat(bodies.get(i)).isEqualTo(codec.encode(Payload.of(small.get(i))));
            }
        }
    }

    @Test
    @DisplayName("what the peer leaves or we give back is the other's to take, and we reject into a queue of our own")
    void sharedQueue() throws Exception {
        String queue = freshName();
        peer().send("packed", queue, data().subList(0, 3));
        try (MessageBroker broker = connect()) {
            try (Subscription subscription = broker.subscribe(queue, SubscriberOptions.defaults())) {
                Delivery first = subscription.receive(PATIENCE);
                assertThat(first).isNotNull();
                if (first != null) {
                    first.reject("not for us");
                }
            }
            assertThat(peer().receive("packed", queue, 2).stream().map(JsonNode::toString))
                    .containsExactlyInAnyOrder("1", "\"two\"");
            assertThat(broker.depth(MessageBroker.deadLetterQueue(queue)).ready())
                    .isEqualTo(1);
        }
    }
}
