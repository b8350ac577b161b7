package org.ewms.mqclient.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Subscription;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class FairnessScenarios extends Scenario {
    FairnessScenarios(Supplier<BrokerFixture> fixture) {
        super(fixture);
    }

    @Test
    @DisplayName("get even shares of the first round: each as many as its prefetch")
    void firstRoundIsEven() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        List<Subscription> consumers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            consumers.add(subscribe(connect(), queue, 4));
        }
        fill(broker, queue, 20);
        for (Subscription consumer : consumers) {
            assertThat(take(consumer, 4)).hasSize(4);
        }
    }

    @Test
    @DisplayName("all take part in a long queue, none below a third of its even share")
    void sharesAreEven() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        int count = 2_000;
        List<AtomicInteger> shares = new ArrayList<>();
        List<String> received = Collections.synchronizedList(new ArrayList<>());
        var done = new CountDownLatch(count);
        List<Thread> threads = new ArrayList<>();
        List<Subscription> consumers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            consumers.add(subscribe(connect(), queue, 5));
        }
        fill(broker, queue, count);
        for (Subscription consumer : consumers) {
            var share = new AtomicInteger();
            shares.add(share);
            threads.add(Thread.startVirtualThread(() -> {
                try {
                    while (done.getCount() > 0) {
                        Delivery d = nextIfAny(consumer);
                        if (d != null) {
                            d.ack();
                            share.incrementAndGet();
                            received.add(d.message().id());
                            done.countDown();
                        }
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(received).containsExactlyInAnyOrderElementsOf(ids(messages(count)));
        assertThat(shares).allSatisfy(share -> assertThat(share.get()).isGreaterThan(count / 4 / 3));
    }

    @Test
    @DisplayName("are not held up by a slow one: it keeps no more than its prefetch from the others")
    void slowConsumerKeepsOnlyItsPrefetch() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        Subscription slow = subscribe(connect(), queue, 3);
        Subscription quick = subscribe(connect(), queue, 3);
        fill(broker, queue, 200);
        Delivery held = next(slow);
        assertThat(drain(quick))
                .hasSizeGreaterThanOrEqualTo(197)
                .doesNotContain(held.message().id());
        held.ack();
        slow.close();
        assertThat(drain(quick).size()).isLessThanOrEqualTo(2);
        awaitReady(broker, queue, 0);
    }

    @Test
    @DisplayName("are not held up by one that never receives")
    void idleConsumerKeepsOnlyItsPrefetch() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        Subscription idle = subscribe(connect(), queue, 2);
        Subscription quick = subscribe(connect(), queue, 10);
        fill(broker, queue, 50);
        assertThat(drain(quick)).hasSizeGreaterThanOrEqualTo(48);
        idle.close();
        drain(quick);
        awaitReady(broker, queue, 0);
    }

    @Test
    @DisplayName("include the one that joins late")
    void lateConsumerGetsWork() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        fill(broker, queue, 100);
        Subscription early = subscribe(connect(), queue, 10);
        List<Delivery> held = take(early, 10);
        Subscription late = subscribe(connect(), queue, 10);
        assertThat(take(late, 10)).hasSize(10);
        held.forEach(Delivery::ack);
    }

    @Test
    @DisplayName("stay at hand while idle, fifty on one connection, and get one each when there is work")
    void idleConsumersStay() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        List<Subscription> idle = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            idle.add(subscribe(broker, queue, 1));
        }
        for (Subscription subscription : idle.subList(0, 5)) {
            assertNothingComes(subscription);
        }
        fill(broker, queue, 50);
        List<String> received = new ArrayList<>();
        for (Subscription subscription : idle) {
            received.add(next(subscription).message().id());
        }
        assertThat(received).containsExactlyInAnyOrderElementsOf(ids(messages(50)));
    }
}
