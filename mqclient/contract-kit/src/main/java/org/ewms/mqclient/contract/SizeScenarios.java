package org.ewms.mqclient.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.MessageTooLargeException;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.Subscription;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

abstract class SizeScenarios extends Scenario {
    private static final int SEED = 20_250_914;

    SizeScenarios(Supplier<BrokerFixture> fixture) {
        super(fixture);
    }

    private static byte[] randomBody(int size) {
        var body = new byte[size];
        new Random(SEED + size).nextBytes(body);
        return body;
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {0, 1, 1_000, 65_536, 399_000, 401_000, 1_048_576, 5_000_000})
    @DisplayName("arrives whole")
    void anySizeArrivesWhole(int size) throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        send(broker, queue, List.of(Message.of("one", randomBody(size))));
        Delivery delivery = next(subscribe(broker, queue, 1));
        assertThat(delivery.message().body()).isEqualTo(randomBody(size));
        delivery.ack();
    }

    @Test
    @DisplayName("arrives whole up to the broker's limit")
    void theLimitArrives() throws Exception {
        MessageBroker broker = connect();
        anySizeArrivesWhole(Math.toIntExact(broker.capabilities().maxMessageBytes()));
    }

    @Test
    @DisplayName("is refused at once, with its size and the limit, when it is larger than the broker takes")
    void aboveTheLimitIsRefused() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        long limit = broker.capabilities().maxMessageBytes();
        Publisher publisher = publisher(broker, queue);
        assertThatThrownBy(() -> publisher.publish(Message.of("huge", new byte[(int) limit + 1])))
                .isInstanceOf(MessageTooLargeException.class)
                .hasMessageContaining("huge")
                .hasMessageContaining(Long.toString(limit + 1))
                .hasMessageContaining(Long.toString(limit));
    }

    @Test
    @DisplayName("mixes with others of very different size, in order, at small and large prefetch")
    void sizesMix() throws Exception {
        MessageBroker broker = connect();
        for (int prefetch : new int[] {1, 3, 50}) {
            String queue = declareQueue(broker);
            var random = new Random(SEED);
            List<Message> sent = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                int size = i % 10 == 7 ? 700_000 : random.nextInt(1, 3_000);
                sent.add(Message.of("m" + i, randomBody(size)));
            }
            send(broker, queue, sent);
            Subscription subscription = subscribe(broker, queue, prefetch);
            for (Message expected : sent) {
                Delivery delivery = next(subscription);
                assertThat(delivery.message().id()).isEqualTo(expected.id());
                assertThat(delivery.message().body()).isEqualTo(expected.body());
                delivery.ack();
            }
        }
    }

    @Test
    @DisplayName("keeps its bytes through retries and into the dead-letter queue")
    void largeMessagesAreRetriedWhole() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        send(broker, queue, List.of(Message.of("big", randomBody(2_000_000))));
        Subscription subscription = subscribe(broker, queue, 1);
        next(subscription).nack(Duration.ZERO, "once more");
        Delivery again = next(subscription);
        assertThat(again.message().body()).isEqualTo(randomBody(2_000_000));
        again.reject("no good");
        Delivery dead = next(subscribe(broker, MessageBroker.deadLetterQueue(queue), 1));
        assertThat(dead.message().body()).isEqualTo(randomBody(2_000_000));
        dead.ack();
    }
}
