package org.ewms.mqclient.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.Subscription;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Python MQClient's scenarios for one consumer, and what follows from a strict prefetch. */
abstract class ConsumingScenarios extends Scenario {
    private static final int SIX = 6;

    ConsumingScenarios(Supplier<BrokerFixture> fixture) {
        super(fixture);
    }

    @Test
    @DisplayName("get nothing from another queue, and the message stays where it was sent (002)")
    void queuesAreSeparate() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        fill(broker, queue, 1);
        assertNothingComes(subscribe(broker, declareQueue(broker), 1));
        assertThat(drain(subscribe(broker, queue, 1))).containsExactly("m0");
    }

    @ParameterizedTest(name = "prefetch {0}")
    @ValueSource(ints = {1, 2, 6, 50})
    @DisplayName("get all messages once, in order, acknowledging each (200, interface 00)")
    void ackEach(int prefetch) throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        List<Message> sent = fill(broker, queue, SIX);
        assertThat(drain(subscribe(broker, queue, prefetch))).isEqualTo(ids(sent));
        awaitReady(broker, queue, 0);
    }

    @ParameterizedTest(name = "prefetch {0}")
    @ValueSource(ints = {3, 6, 50})
    @DisplayName("may nack some at once, ack some at once and the rest at the end; each succeeds once (202)")
    void mixedSettling(int prefetch) throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        List<Message> sent = fill(broker, queue, SIX);
        Subscription subscription = subscribe(broker, queue, prefetch);
        List<String> succeeded = new ArrayList<>();
        List<Delivery> later = new ArrayList<>();
        int seen = 0;
        for (Delivery d = nextIfAny(subscription); d != null; d = nextIfAny(subscription)) {
            seen++;
            if (seen % 3 == 0) {
                d.nack(Duration.ZERO, "every third");
                continue;
            }
            succeeded.add(d.message().id());
            if (seen % 2 == 0 || later.size() + 1 == prefetch) {
                d.ack();
            } else {
                later.add(d);
            }
        }
        later.forEach(Delivery::ack);
        assertThat(succeeded).containsExactlyInAnyOrderElementsOf(ids(sent));
        subscription.close();
        awaitReady(broker, queue, 0);
    }

    @ParameterizedTest(name = "prefetch {0}")
    @ValueSource(ints = {6, 7, 50})
    @DisplayName("may hold as many as their prefetch and acknowledge them in any order (204)")
    void ackShuffled(int prefetch) throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        List<Message> sent = fill(broker, queue, SIX);
        Subscription subscription = subscribe(broker, queue, prefetch);
        List<Delivery> held = take(subscription, SIX);
        assertThat(held).extracting(d -> d.message().id()).containsExactlyInAnyOrderElementsOf(ids(sent));
        Collections.shuffle(held, new Random(204));
        held.forEach(Delivery::ack);
        subscription.close();
        assertNothingComes(subscribe(broker, queue, prefetch));
    }

    @ParameterizedTest(name = "prefetch {0}")
    @ValueSource(ints = {1, 2, 5, 20})
    @DisplayName("never hold more than their prefetch, delivered or on the way")
    void prefetchIsStrict(int prefetch) throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        fill(broker, queue, prefetch + 10);
        Subscription subscription = subscribe(broker, queue, prefetch);
        List<Delivery> held = take(subscription, prefetch);
        assertNothingComes(subscription);
        assertThat(broker.depth(queue).unsettled()).isLessThanOrEqualTo(prefetch);
        assertThat(broker.depth(queue).ready()).isGreaterThanOrEqualTo(10);
        held.getFirst().ack();
        Delivery freed = next(subscription);
        assertThat(freed.message().id()).isEqualTo("m" + prefetch);
    }

    @Test
    @DisplayName("get a nacked message again in the same subscription, counted as its second attempt (210)")
    void nackedComesAgain() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        fill(broker, queue, 3);
        Subscription subscription = subscribe(broker, queue, 1);
        List<String> attempts = new ArrayList<>();
        for (Delivery d = nextIfAny(subscription); d != null; d = nextIfAny(subscription)) {
            attempts.add(d.message().id() + " attempt " + d.attempt());
            if (d.message().id().equals("m1") && d.attempt() == 1) {
                d.nack(Duration.ZERO, "not yet");
            } else {
                d.ack();
            }
        }
        assertThat(attempts).containsExactlyInAnyOrder("m0 attempt 1", "m1 attempt 1", "m1 attempt 2", "m2 attempt 1");
    }

    @Test
    @DisplayName("get everything again that they nack once, whether sent before or meanwhile (interface 10, 11)")
    void nackEverythingOnce() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        Publisher publisher = publisher(broker, queue);
        publisher.publishAll(messages(SIX).subList(0, 3));
        Subscription subscription = subscribe(broker, queue, 2);
        List<String> done = new ArrayList<>();
        int gets = 0;
        while (done.size() < SIX && gets < 60) {
            Delivery d = next(subscription);
            if (gets < 3) {
                publisher.publishAll(messages(SIX).subList(3 + gets, 4 + gets));
            }
            gets++;
            if (d.attempt() == 1) {
                d.nack(Duration.ZERO, "once");
            } else {
                d.ack();
                done.add(d.message().id());
            }
        }
        assertThat(done).containsExactlyInAnyOrderElementsOf(ids(messages(SIX)));
        assertThat(gets).isEqualTo(2 * SIX);
    }

    @Test
    @DisplayName("may be many threads on one subscription")
    void manyThreadsMayReceive() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        fill(broker, queue, 400);
        Subscription subscription = subscribe(broker, queue, 16);
        List<String> received = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(Thread.startVirtualThread(() -> {
                try {
                    while (received.size() < 400) {
                        received.addAll(drain(subscription));
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(received).containsExactlyInAnyOrderElementsOf(ids(messages(400)));
    }

    @Test
    @DisplayName("wait no longer than asked when there is nothing")
    void idleReceiveReturnsInTime() throws Exception {
        MessageBroker broker = connect();
        Subscription subscription = subscribe(broker, declareQueue(broker), 1);
        long start = System.nanoTime();
        assertThat(subscription.receive(Duration.ofMillis(300))).isNull();
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(290), Duration.ofSeconds(5));
    }

    @Test
    @DisplayName("get a message as soon as it is sent, after having been idle")
    void idleConsumerWakes() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        Subscription subscription = subscribe(broker, queue, 1);
        assertNothingComes(subscription);
        fill(broker, queue, 1);
        assertThat(next(subscription).message().id()).isEqualTo("m0");
    }
}
