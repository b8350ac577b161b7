package org.ewms.mqclient.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
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

/** The Python MQClient's scenarios of many short-lived publishers and consumers. */
abstract class ComingAndGoingScenarios extends Scenario {
    private static final int SIX = 6;

    ComingAndGoingScenarios(Supplier<BrokerFixture> fixture) {
        super(fixture);
    }

    @Test
    @DisplayName("pass on one message, then all the rest (000, 001)")
    void oneThenAll() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        send(broker, queue, List.of(message("first")));
        assertThat(takeOne(broker, queue, 1)).isEqualTo("first");
        List<Message> rest = fill(broker, queue, SIX);
        assertThat(drain(subscribe(broker, queue, 1))).isEqualTo(ids(rest));
    }

    @Test
    @DisplayName("hand each message to a fresh consumer right after it was sent, at any prefetch (010, 080, 090)")
    void freshConsumerPerMessage() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        Publisher publisher = publisher(broker, queue);
        for (int prefetch = 1; prefetch <= 11; prefetch++) {
            for (int i = 0; i < SIX; i++) {
                String id = "p" + prefetch + "-" + i;
                if (i % 2 == 0) {
                    publisher.publishAll(List.of(message(id)));
                } else {
                    send(broker, queue, List.of(message(id)));
                }
                assertThat(takeOne(broker, queue, prefetch)).isEqualTo(id);
            }
        }
    }

    @ParameterizedTest(name = "{0} consumers")
    @ValueSource(ints = {3, 6, 36})
    @DisplayName("share what is there among consumers opened one after another; later ones find nothing (020)")
    void consumersInTurn(int consumers) throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        fill(broker, queue, SIX);
        List<List<String>> shares = new ArrayList<>();
        for (int i = 0; i < consumers; i++) {
            try (Subscription subscription = subscribe(broker, queue, 1)) {
                shares.add(drain(subscription));
            }
        }
        assertThat(shares.getFirst()).isEqualTo(ids(messages(SIX)));
        assertThat(shares.subList(1, consumers)).allMatch(List::isEmpty);
    }

    @ParameterizedTest(name = "{0} consumers")
    @ValueSource(ints = {3, 6, 36})
    @DisplayName("share fairly among consumers working at the same time at prefetch 1 (021)")
    void consumersAtOnce(int consumers) throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        List<Subscription> open = new ArrayList<>();
        for (int i = 0; i < consumers; i++) {
            open.add(subscribe(broker, queue, 1));
        }
        List<Message> sent = fill(broker, queue, SIX);
        int busy = Math.min(consumers, SIX);
        List<List<String>> shares = Collections.synchronizedList(new ArrayList<>());
        var everybodyHasOne = new CountDownLatch(busy);
        List<Thread> threads = new ArrayList<>();
        for (Subscription subscription : open) {
            threads.add(Thread.startVirtualThread(() -> shares.add(shareOf(subscription, everybodyHasOne))));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(shares.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(ids(sent));
        assertThat(shares.stream().filter(share -> !share.isEmpty())).hasSize(busy);
    }

    private List<String> shareOf(Subscription subscription, CountDownLatch everybodyHasOne) {
        try {
            List<String> share = new ArrayList<>();
            Delivery first = nextIfAny(subscription);
            if (first != null) {
                // Holds its first message until all have one, so that no quick consumer takes the others' share.
                everybodyHasOne.countDown();
                everybodyHasOne.await();
                first.ack();
                share.add(first.message().id());
                share.addAll(drain(subscription));
            }
            return share;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    @Test
    @DisplayName("give one message to each of six one-shot consumers in turn and nothing to a seventh (030, 031, 081)")
    void oneShotConsumersInTurn() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        List<Message> sent = fill(broker, queue, SIX);
        List<String> received = new ArrayList<>();
        for (int i = 0; i < SIX; i++) {
            received.add(Objects.requireNonNull(takeOne(broker, queue, 1), "one-shot consumer got nothing"));
        }
        assertThat(received).isEqualTo(ids(sent));
        assertThat(takeOne(broker, queue, 1)).isNull();
    }

    @Test
    @DisplayName("give one message to each of six one-shot consumers at once (032, 033)")
    void oneShotConsumersAtOnce() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        List<Message> sent = fill(broker, queue, SIX);
        List<String> received = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < SIX; i++) {
            Subscription subscription = subscribe(broker, queue, 1);
            threads.add(Thread.startVirtualThread(() -> {
                // Closes, as an open one would take the next message into its prefetch.
                try (subscription) {
                    Delivery delivery = next(subscription);
                    received.add(delivery.message().id());
                    delivery.ack();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(received).containsExactlyInAnyOrderElementsOf(ids(sent));
    }

    @Test
    @DisplayName("pass on the messages of many publishers, alternating and front-loaded (060, 061, 082, 083)")
    void publisherPerMessage() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        Subscription subscription = subscribe(broker, queue, 1);
        for (Message message : messages(SIX)) {
            send(broker, queue, List.of(message));
            Delivery delivery = next(subscription);
            assertThat(delivery.message().id()).isEqualTo(message.id());
            delivery.ack();
        }
        for (int i = 0; i < SIX; i++) {
            send(broker, queue, List.of(message("front-loaded-" + i)));
        }
        assertThat(drain(subscription)).hasSize(SIX).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("do not swallow the queue into a large prefetch that is closed again (091)")
    void largePrefetchGivesBack() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        fill(broker, queue, SIX);
        assertThat(takeOne(broker, queue, 20)).isEqualTo("m0");
        // What was on its way to a consumer that closed may come in another order.
        List<String> rest = new ArrayList<>(List.of(Objects.requireNonNull(takeOne(broker, queue, 20))));
        rest.addAll(drain(subscribe(broker, queue, 2)));
        assertThat(rest).containsExactlyInAnyOrder("m1", "m2", "m3", "m4", "m5");
    }

    @Test
    @DisplayName("leave the rest to the next consumer when one stops after acknowledging (120)")
    void stopAfterAck() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        fill(broker, queue, SIX);
        try (Subscription subscription = subscribe(broker, queue, 3)) {
            next(subscription).ack();
            next(subscription).ack();
        }
        assertThat(drain(subscribe(broker, queue, 3))).containsExactlyInAnyOrder("m2", "m3", "m4", "m5");
    }

    @Test
    @DisplayName("leave what a failing consumer held, and the rest, to the next one (100, 101, 220, 221)")
    void stopWithoutAck() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        fill(broker, queue, SIX);
        try (Subscription subscription = subscribe(broker, queue, 2)) {
            next(subscription).ack();
            next(subscription).ack();
            assertThat(next(subscription).message().id()).isEqualTo("m2");
        }
        assertThat(drain(subscribe(broker, queue, 2))).containsExactlyInAnyOrder("m2", "m3", "m4", "m5");
    }
}
