package org.ewms.mqclient.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.ewms.mqclient.DeadLetter;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Subscription;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class DeadLetterScenarios extends Scenario {
    DeadLetterScenarios(Supplier<BrokerFixture> fixture) {
        super(fixture);
    }

    private Delivery deadLetterOf(MessageBroker broker, String queue) throws InterruptedException {
        return next(subscribe(broker, MessageBroker.deadLetterQueue(queue), 1));
    }

    @Test
    @DisplayName("goes to the dead-letter queue at once when rejected, with reason, count, origin, and all it was")
    void rejected() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        send(broker, queue, List.of(new Message("bad", "poison".getBytes(UTF_8), Map.of("k", "v"))));
        Subscription subscription = subscribe(broker, queue, 1);
        next(subscription).reject("not a pixel: ü");
        Message dead = deadLetterOf(broker, queue).message();
        assertThat(DeadLetter.of(dead)).contains(new DeadLetter(queue, 1, "not a pixel: ü"));
        assertThat(dead.id()).isEqualTo("bad");
        assertThat(dead.body()).isEqualTo("poison".getBytes(UTF_8));
        assertThat(dead.headers()).containsEntry("k", "v");
        assertNothingComes(subscription);
    }

    @Test
    @DisplayName("is tried as often as its queue allows and then parked with the last reason and the count")
    void exhausted() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker, 3);
        fill(broker, queue, 1);
        Subscription subscription = subscribe(broker, queue, 1);
        for (int attempt = 1; attempt <= 3; attempt++) {
            Delivery delivery = next(subscription);
            assertThat(delivery.attempt()).isEqualTo(attempt);
            delivery.nack(Duration.ZERO, "failed " + attempt);
        }
        Delivery dead = deadLetterOf(broker, queue);
        assertThat(DeadLetter.of(dead.message())).contains(new DeadLetter(queue, 3, "failed 3"));
        assertNothingComes(subscription);
        assertThat(broker.depth(queue).ready()).isZero();
    }

    @Test
    @DisplayName("is not tried again at all when its queue allows one attempt")
    void oneAttempt() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker, 1);
        fill(broker, queue, 1);
        next(subscribe(broker, queue, 1)).nack(Duration.ofMinutes(1), "once is enough");
        assertThat(DeadLetter.of(deadLetterOf(broker, queue).message()))
                .contains(new DeadLetter(queue, 1, "once is enough"));
    }

    @Test
    @DisplayName(
            "is counted as attempted when its consumer closes without settling, and parked when that was the last time")
    void closedWithoutSettling() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker, 2);
        fill(broker, queue, 1);
        for (int attempt = 1; attempt <= 2; attempt++) {
            try (Subscription subscription = subscribe(broker, queue, 1)) {
                assertThat(next(subscription).attempt()).isEqualTo(attempt);
            }
        }
        // A broker may notice only when the next consumer comes.
        assertNothingComes(subscribe(broker, queue, 1));
        DeadLetter dead = DeadLetter.of(deadLetterOf(broker, queue).message()).orElseThrow();
        assertThat(dead.queue()).isEqualTo(queue);
        assertThat(dead.attempts()).isBetween(2, 3);
        assertThat(dead.reason()).contains("attempts");
    }

    @Test
    @DisplayName(
            "can be published again under its old id when it gets another chance, and is not taken for a duplicate")
    void anotherChance() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker, 1);
        send(broker, queue, List.of(new Message("pixel", "body".getBytes(UTF_8), Map.of("k", "v"))));
        Subscription subscription = subscribe(broker, queue, 1);
        Delivery first = next(subscription);
        first.ack();
        send(broker, queue, List.of(first.message().again("second chance")));
        Message again = next(subscription).message();
        assertThat(again.id()).isEqualTo("pixel");
        assertThat(again.body()).isEqualTo("body".getBytes(UTF_8));
        assertThat(again.headers()).isEqualTo(Map.of("k", "v"));
    }

    @Test
    @DisplayName("does not take others with it: they are delivered meanwhile")
    void othersGoOn() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker, 2);
        fill(broker, queue, 10);
        Subscription subscription = subscribe(broker, queue, 1);
        int good = 0;
        for (Delivery d = nextIfAny(subscription); d != null; d = nextIfAny(subscription)) {
            if (d.message().id().equals("m4")) {
                d.nack(Duration.ZERO, "bad pixel");
            } else {
                d.ack();
                good++;
            }
        }
        assertThat(good).isEqualTo(9);
        assertThat(deadLetterOf(broker, queue).message().id()).isEqualTo("m4");
    }

    @Test
    @DisplayName("stays in the dead-letter queue, however often it is looked at, until acknowledged there")
    void deadLettersStay() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker, 1);
        String dead = MessageBroker.deadLetterQueue(queue);
        fill(broker, queue, 1);
        next(subscribe(broker, queue, 1)).reject("broken");
        awaitReady(broker, dead, 1);
        for (int i = 0; i < 7; i++) {
            try (Subscription subscription = subscribe(broker, dead, 1)) {
                next(subscription).nack(Duration.ZERO, "still looking");
            }
        }
        assertThat(broker.peek(dead, 5)).extracting(Message::id).containsExactly("m0");
        Subscription last = subscribe(broker, dead, 1);
        Delivery delivery = next(last);
        assertThat(DeadLetter.of(delivery.message()).orElseThrow().queue()).isEqualTo(queue);
        delivery.ack();
        last.close();
        awaitReady(broker, dead, 0);
    }

    @Test
    @DisplayName("can be sent to its queue once more under another id, with all its attempts before it")
    void driveAgain() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker, 2);
        fill(broker, queue, 1);
        Subscription subscription = subscribe(broker, queue, 1);
        next(subscription).reject("the file server was down");
        Delivery dead = deadLetterOf(broker, queue);
        Message again = new Message(
                dead.message().id() + "/again",
                dead.message().body(),
                dead.message().headers());
        send(broker, queue, List.of(again));
        dead.ack();
        Delivery delivery = next(subscription);
        assertThat(delivery.attempt()).isEqualTo(1);
        assertThat(delivery.message().body()).isEqualTo(message("m0").body());
        delivery.ack();
    }
}
