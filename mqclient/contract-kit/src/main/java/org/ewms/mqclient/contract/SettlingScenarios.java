package org.ewms.mqclient.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.SettlementException;
import org.ewms.mqclient.Subscription;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class SettlingScenarios extends Scenario {
    SettlingScenarios(Supplier<BrokerFixture> fixture) {
        super(fixture);
    }

    @Test
    @DisplayName("twice in the same way does nothing the second time")
    void settlingTwiceAlikeIsHarmless() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        fill(broker, queue, 3);
        List<Delivery> held = take(subscribe(broker, queue, 3), 3);
        held.get(0).ack();
        held.get(1).nack(Duration.ofMinutes(10), "later");
        held.get(2).reject("never");
        assertThatCode(() -> {
                    held.get(0).ack();
                    held.get(1).nack(Duration.ZERO, "later");
                    held.get(2).reject("never");
                })
                .doesNotThrowAnyException();
        awaitReady(broker, MessageBroker.deadLetterQueue(queue), 1);
    }

    @Test
    @DisplayName("in a second, different way is an error naming the message and both ways")
    void settlingOtherwiseIsAnError() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        fill(broker, queue, 2);
        List<Delivery> held = take(subscribe(broker, queue, 2), 2);
        held.get(0).ack();
        held.get(1).nack(Duration.ofMinutes(10), "later");
        assertThatThrownBy(() -> held.get(0).nack(Duration.ZERO, "no"))
                .isInstanceOf(SettlementException.class)
                .hasMessageContaining("m0")
                .hasMessageContaining("nack")
                .hasMessageContaining("ack before");
        assertThatThrownBy(() -> held.get(1).ack()).isInstanceOf(SettlementException.class);
        assertThatThrownBy(() -> held.get(1).reject("no")).isInstanceOf(SettlementException.class);
    }

    @Test
    @DisplayName("after its subscription was closed is an error: the message is already another consumer's")
    void settlingAfterCloseIsAnError() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        fill(broker, queue, 3);
        Subscription subscription = subscribe(broker, queue, 3);
        List<Delivery> held = take(subscription, 3);
        subscription.close();
        assertThatThrownBy(() -> held.get(0).ack())
                .isInstanceOf(SettlementException.class)
                .hasMessageContaining("m0");
        assertThatThrownBy(() -> held.get(1).nack(Duration.ZERO, "late")).isInstanceOf(SettlementException.class);
        assertThatThrownBy(() -> held.get(2).reject("late")).isInstanceOf(SettlementException.class);
        assertThat(drain(subscribe(broker, queue, 3))).containsExactlyInAnyOrder("m0", "m1", "m2");
    }

    @Test
    @DisplayName("may be done by another thread than the one that received it")
    void otherThreadsMaySettle() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        fill(broker, queue, 50);
        Subscription subscription = subscribe(broker, queue, 10);
        for (int i = 0; i < 50; i++) {
            Thread.startVirtualThread(next(subscription)::ack);
        }
        await().untilAsserted(() -> assertThat(broker.depth(queue).remaining()).isZero());
    }

    @Test
    @DisplayName("with a delay brings the message back after it, not before")
    void nackDelayIsKept() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        fill(broker, queue, 1);
        Subscription subscription = subscribe(broker, queue, 1);
        Duration delay = Duration.ofMillis(700);
        Delivery first = next(subscription);
        long start = System.nanoTime();
        first.nack(delay, "busy");
        Delivery second = next(subscription);
        Duration waited = Duration.ofNanos(System.nanoTime() - start);
        assertThat(second.attempt()).isEqualTo(2);
        if (broker.capabilities().delaysNack()) {
            assertThat(waited).isBetween(delay.minusMillis(50), delay.plusSeconds(5));
        } else {
            assertThat(waited).isLessThan(PATIENCE);
        }
    }

    @Test
    @DisplayName("with a delay does not hold up the messages behind it")
    void delayedMessageDoesNotBlockOthers() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        fill(broker, queue, 3);
        Subscription subscription = subscribe(broker, queue, 1);
        next(subscription).nack(Duration.ofMillis(1_500), "later");
        Delivery second = next(subscription);
        assertThat(second.message().id()).isEqualTo("m1");
        second.ack();
        next(subscription).ack();
        Delivery last = next(subscription);
        assertThat(last.message().id()).isEqualTo("m0");
        last.ack();
    }

    @Test
    @DisplayName("refuses a negative delay and leaves the delivery open")
    void negativeDelayIsRefused() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        fill(broker, queue, 1);
        Delivery delivery = next(subscribe(broker, queue, 1));
        assertThatThrownBy(() -> delivery.nack(Duration.ofMillis(-1), "odd"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("delay");
        delivery.ack();
    }
}
