package org.ewms.mqclient.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.ewms.mqclient.ClosedException;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class ClosingScenarios extends Scenario {
    ClosingScenarios(Supplier<BrokerFixture> fixture) {
        super(fixture);
    }

    @Test
    @DisplayName("a publisher waits for outstanding confirmations")
    void publisherCloseWaits() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        List<CompletableFuture<Void>> confirmations = new ArrayList<>();
        try (Publisher publisher = broker.publisher(queue, PublisherOptions.defaults())) {
            for (Message message : messages(300)) {
                confirmations.add(publisher.publish(message));
            }
        }
        assertThat(confirmations)
                .allMatch(CompletableFuture::isDone)
                .noneMatch(CompletableFuture::isCompletedExceptionally);
        awaitReady(broker, queue, 300);
    }

    @Test
    @DisplayName("a publisher makes later publishing an error")
    void publishAfterClose() throws Exception {
        MessageBroker broker = connect();
        Publisher publisher = broker.publisher(declareQueue(broker), PublisherOptions.defaults());
        publisher.close();
        assertThatThrownBy(() -> publisher.publish(message("late"))).isInstanceOf(ClosedException.class);
        assertThatCode(publisher::close).as("second close").doesNotThrowAnyException();
    }

    @Test
    @DisplayName("a subscription wakes whoever waits in it, with an error")
    void subscriptionCloseWakes() throws Exception {
        MessageBroker broker = connect();
        Subscription subscription = broker.subscribe(declareQueue(broker), SubscriberOptions.defaults());
        var waiting = new FutureTask<>(() -> subscription.receive(Duration.ofMinutes(5)));
        Thread waiter = Thread.ofPlatform().start(waiting);
        await().until(() ->
                waiter.getState() == Thread.State.TIMED_WAITING || waiter.getState() == Thread.State.WAITING);
        subscription.close();
        assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> subscription.receive(Duration.ofMillis(1))).isInstanceOf(ClosedException.class);
        assertThatCode(subscription::close).as("second close").doesNotThrowAnyException();
    }

    @Test
    @DisplayName("a subscription gives unsettled messages back at once; only those handed out count as attempted")
    void subscriptionCloseReturns() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        fill(broker, queue, 10);
        Subscription first = subscribe(broker, queue, 10);
        take(first, 2);
        first.close();
        awaitReady(broker, queue, 10);
        var again = take(subscribe(broker, queue, 10), 10);
        assertThat(again).extracting(d -> d.message().id()).containsExactlyInAnyOrderElementsOf(ids(messages(10)));
        assertThat(again).allSatisfy(d -> assertThat(d.attempt()).isBetween(1, 2));
        assertThat(again.stream().filter(d -> d.attempt() == 2)).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    @DisplayName("a subscription keeps what was acknowledged")
    void subscriptionCloseKeepsAcks() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        fill(broker, queue, 200);
        try (Subscription subscription = subscribe(broker, queue, 50)) {
            for (int i = 0; i < 150; i++) {
                next(subscription).ack();
            }
        }
        assertThat(drain(subscribe(broker, queue, 50)))
                .containsExactlyInAnyOrderElementsOf(ids(messages(200)).subList(150, 200));
    }

    @Test
    @DisplayName("the connection closes all that was opened over it, and makes later use an error")
    void connectionCloseClosesAll() throws Exception {
        MessageBroker broker = fixture().connect();
        String queue = declareQueue(broker);
        Publisher publisher = broker.publisher(queue, PublisherOptions.defaults());
        publisher.publishAll(messages(3));
        Subscription subscription = broker.subscribe(queue, SubscriberOptions.defaults());
        next(subscription);
        broker.close();
        assertThatThrownBy(() -> publisher.publish(message("late"))).isInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> subscription.receive(Duration.ofMillis(1))).isInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> broker.depth(queue)).isInstanceOf(ClosedException.class);
        assertThatThrownBy(() -> broker.subscribe(queue, SubscriberOptions.defaults()))
                .isInstanceOf(ClosedException.class);
        assertThatCode(broker::close).as("second close").doesNotThrowAnyException();
        assertThat(drain(subscribe(connect(), queue, 5))).containsExactlyInAnyOrder("m0", "m1", "m2");
    }

    @Test
    @DisplayName(
            "the connection wakes whoever waits for room or for a confirmation, with an error, though the broker is"
                    + " away")
    void connectionCloseWakesPublisher() throws Exception {
        MessageBroker broker = fixture().connect();
        String queue = declareQueue(broker);
        Publisher publisher = broker.publisher(queue, new PublisherOptions(1, Duration.ofMinutes(5)));
        publisher.publishAll(messages(1));
        fixture().awaitRemembered(queue);
        fixture().kill();
        try {
            CompletableFuture<Void> first = publisher.publish(message("waits for its confirmation"));
            var second = new FutureTask<>(() -> publisher.publish(message("waits for room")));
            Thread waiter = Thread.ofPlatform().start(second);
            await().until(() -> waiter.getState() == Thread.State.WAITING);
            broker.close();
            assertThatThrownBy(() -> first.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(ClosedException.class);
            assertThatThrownBy(() -> second.get(20, TimeUnit.SECONDS)).hasCauseInstanceOf(ClosedException.class);
        } finally {
            fixture().start();
        }
    }
}
