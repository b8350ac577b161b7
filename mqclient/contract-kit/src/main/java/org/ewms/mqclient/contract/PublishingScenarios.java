package org.ewms.mqclient.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.ewms.mqclient.BatchException;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.MessageTooLargeException;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.QueueSpec;
import org.ewms.mqclient.UnroutableException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class PublishingScenarios extends Scenario {
    PublishingScenarios(Supplier<BrokerFixture> fixture) {
        super(fixture);
    }

    @Test
    @DisplayName("delivers id, headers and every byte of the body as they were")
    void contentIsKept() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        var body = new byte[256];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) i;
        }
        var sent = new Message(
                "scan/8/767/6", body, Map.of("traceparent", "00-ab-cd-01", "naïve", "näïve ☃ 𝄞", "empty", ""));
        send(broker, queue, List.of(sent));
        Message received = next(subscribe(broker, queue, 1)).message();
        assertThat(received.id()).isEqualTo(sent.id());
        assertThat(received.body()).isEqualTo(sent.body());
        assertThat(received.headers()).isEqualTo(sent.headers());
    }

    @Test
    @DisplayName("has every message in the queue when its confirmation comes")
    void confirmedMeansQueued() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        fill(broker, queue, 500);
        awaitReady(broker, queue, 500);
    }

    @Test
    @DisplayName("is confirmed in the order of publication")
    void confirmationsAreInOrder() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        Publisher publisher = publisher(broker, queue);
        List<String> confirmed = Collections.synchronizedList(new ArrayList<>());
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (Message message : messages(1_000)) {
            all.add(publisher.publish(message).thenRun(() -> confirmed.add(message.id())));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
        assertThat(confirmed).isEqualTo(ids(messages(1_000)));
    }

    @Test
    @DisplayName("never has more messages unconfirmed than its window: publish blocks")
    void windowBoundsUnconfirmed() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        Publisher publisher = closing(broker.publisher(
                queue, new PublisherOptions(7, PublisherOptions.defaults().deadline())));
        var outstanding = new AtomicInteger();
        int most = 0;
        for (Message message : messages(500)) {
            outstanding.incrementAndGet();
            CompletableFuture<Void> confirmation = publisher.publish(message);
            // The permit is free a moment before the future's dependents run, so one more may be seen than there is.
            most = Math.max(most, outstanding.get());
            CompletableFuture<Void> unused = confirmation.thenRun(outstanding::decrementAndGet);
        }
        assertThat(most).isBetween(2, 8 + 7);
        publisher.close();
        awaitReady(broker, queue, 500);
    }

    @Test
    @DisplayName("is told that a message is unroutable when there is no such queue, and none is created")
    void missingQueueIsAnError() throws Exception {
        MessageBroker broker = connect();
        String queue = freshName();
        Publisher publisher = publisher(broker, queue);
        assertThatThrownBy(() -> publisher.publish(message("lost")).get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(UnroutableException.class)
                .hasMessageContaining(queue);
        assertThatThrownBy(() -> broker.depth(queue)).isInstanceOf(UnroutableException.class);
    }

    @Test
    @DisplayName("works as soon as its queue is declared, and fails again when it is deleted")
    void queueMayComeAndGo() throws Exception {
        MessageBroker broker = connect();
        String queue = freshName();
        Publisher publisher = publisher(broker, queue);
        assertThatThrownBy(() -> publisher.publish(message("early")).get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(UnroutableException.class);
        broker.declare(QueueSpec.of(queue));
        publisher.publish(message("early")).get(20, TimeUnit.SECONDS);
        publisher.publish(message("in-time")).get(20, TimeUnit.SECONDS);
        assertThat(drain(subscribe(broker, queue, 5))).containsExactly("early", "in-time");
        broker.delete(queue);
        assertThatThrownBy(() -> publisher.publish(message("late")).get(20, TimeUnit.SECONDS))
                .hasCauseInstanceOf(UnroutableException.class);
    }

    @Test
    @DisplayName("learns from a failed batch exactly which messages were not confirmed; the others are in the queue")
    void partialFailureIsExact() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        List<Message> batch = new ArrayList<>(messages(5));
        int tooLarge = Math.toIntExact(broker.capabilities().maxMessageBytes() + 1);
        batch.add(2, Message.of("huge", new byte[tooLarge]));
        Publisher publisher = publisher(broker, queue);
        BatchException failure = catchThrowableOfType(BatchException.class, () -> publisher.publishAll(batch));
        assertThat(failure.failures()).containsOnlyKeys("huge");
        assertThat(failure.failures().get("huge")).isInstanceOf(MessageTooLargeException.class);
        assertThat(drain(subscribe(broker, queue, 10))).containsExactly("m0", "m1", "m2", "m3", "m4");
    }

    @Test
    @DisplayName("names every message of a batch when none could be routed")
    void totalFailureIsExact() throws Exception {
        MessageBroker broker = connect();
        Publisher publisher = publisher(broker, freshName());
        BatchException failure = catchThrowableOfType(BatchException.class, () -> publisher.publishAll(messages(20)));
        assertThat(failure.failures()).containsOnlyKeys(ids(messages(20)));
    }

    @Test
    @DisplayName("may be shared by many threads")
    void manyThreadsMayPublish() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        Publisher publisher = publisher(broker, queue);
        List<Thread> threads = new ArrayList<>();
        List<Throwable> problems = Collections.synchronizedList(new ArrayList<>());
        for (int t = 0; t < 8; t++) {
            int thread = t;
            threads.add(Thread.startVirtualThread(() -> {
                try {
                    for (int i = 0; i < 100; i++) {
                        publisher.publish(message(thread + "/" + i)).get(20, TimeUnit.SECONDS);
                    }
                } catch (Exception e) {
                    problems.add(e);
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(problems).isEmpty();
        assertThat(drain(subscribe(broker, queue, 100))).hasSize(800).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("may send an id twice: the second is dropped where the broker can, delivered where it cannot")
    void duplicatesAreDroppedWhereTheBrokerCan() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        send(broker, queue, List.of(Message.of("same", "first".getBytes(UTF_8)), message("other")));
        send(broker, queue, List.of(Message.of("same", "second".getBytes(UTF_8))));
        List<String> received = drain(subscribe(broker, queue, 10));
        if (broker.capabilities().deduplicates()) {
            assertThat(received).containsExactly("same", "other");
        } else {
            assertThat(received).containsExactly("same", "other", "same");
        }
    }
}
