package org.ewms.mqclient.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.ewms.mqclient.BrokerUnavailableException;
import org.ewms.mqclient.DeadLetter;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.QueueDepth;
import org.ewms.mqclient.SettlementException;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class RecoveryScenarios extends Scenario {
    private boolean down;

    RecoveryScenarios(Supplier<BrokerFixture> fixture) {
        super(fixture);
    }

    @AfterEach
    void bringUpAgain() throws Exception {
        if (down) {
            start();
        }
    }

    private void kill() throws Exception {
        down = true;
        fixture().kill();
    }

    private void start() throws Exception {
        fixture().start();
        down = false;
    }

    private String rememberedQueue(MessageBroker broker, int maxAttempts) throws Exception {
        String queue = declareQueue(broker, maxAttempts);
        fixture().awaitRemembered(queue);
        return queue;
    }

    @Test
    @DisplayName("no confirmed message is lost, and nothing else than what was sent arrives")
    void killedUnderLoad() throws Exception {
        MessageBroker broker = connect();
        String queue = rememberedQueue(broker, 5);
        Publisher publisher = publisher(broker, queue);
        Set<String> confirmed = Collections.synchronizedSet(new HashSet<>());
        Set<String> sent = Collections.synchronizedSet(new HashSet<>());
        Thread sender = Thread.startVirtualThread(() -> {
            try {
                for (int i = 0; i < 20_000 && !Thread.currentThread().isInterrupted(); i++) {
                    String id = "m" + i;
                    sent.add(id);
                    CompletableFuture<Void> unused =
                            publisher.publish(message(id)).thenRun(() -> confirmed.add(id));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await().until(() -> confirmed.size() > 1_000);
        kill();
        sender.interrupt();
        sender.join();
        Set<String> confirmedAtKill = Set.copyOf(confirmed);
        start();
        publisher.close();
        List<String> received = drain(subscribe(connect(), queue, 500));
        assertThat(received).containsAll(confirmedAtKill).containsAll(confirmed);
        assertThat(sent).containsAll(received);
        if (broker.capabilities().deduplicates()) {
            assertThat(received).doesNotHaveDuplicates();
        }
    }

    @Test
    @DisplayName("a publisher holds back when its window is full and goes on by itself when the broker is back")
    void publisherSurvives() throws Exception {
        MessageBroker broker = connect();
        String queue = rememberedQueue(broker, 5);
        Publisher publisher = closing(broker.publisher(queue, new PublisherOptions(10, Duration.ofSeconds(50))));
        publisher.publishAll(messages(1));
        kill();
        List<CompletableFuture<Void>> confirmations = Collections.synchronizedList(new ArrayList<>());
        Thread sender = Thread.ofPlatform().start(() -> {
            try {
                for (Message message : messages(30).subList(1, 30)) {
                    confirmations.add(publisher.publish(message));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await().until(() -> confirmations.size() == 10 && sender.getState() == Thread.State.WAITING);
        start();
        sender.join();
        CompletableFuture.allOf(confirmations.toArray(CompletableFuture[]::new)).get(30, TimeUnit.SECONDS);
        assertThat(drain(subscribe(broker, queue, 50))).containsAll(ids(messages(30)));
    }

    @Test
    @DisplayName("publishing and administration fail within their deadline, naming the address, while it is away")
    void deadlinesAreKept() throws Exception {
        MessageBroker broker =
                closing(fixture().connect(fixture().connectOptions().withDeadline(Duration.ofMillis(800))));
        String queue = rememberedQueue(broker, 5);
        Publisher publisher = closing(broker.publisher(queue, new PublisherOptions(10, Duration.ofMillis(800))));
        Subscription subscription = closing(broker.subscribe(queue, new SubscriberOptions(1, Duration.ofMillis(800))));
        kill();
        long start = System.nanoTime();
        assertThatThrownBy(() -> publisher.publish(message("m")).get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(BrokerUnavailableException.class);
        assertThatThrownBy(() -> broker.depth(queue)).isInstanceOf(BrokerUnavailableException.class);
        assertThatThrownBy(() -> broker.check(Duration.ofMillis(500))).isInstanceOf(BrokerUnavailableException.class);
        assertThatThrownBy(() -> subscription.receive(Duration.ofSeconds(20)))
                .isInstanceOf(BrokerUnavailableException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    @DisplayName(
            "a subscription goes on by itself; what was unsettled comes again, and settling it the old way is an error")
    void subscriptionSurvives() throws Exception {
        MessageBroker broker = connect();
        String queue = rememberedQueue(broker, 5);
        fill(broker, queue, 10);
        Subscription subscription = subscribe(broker, queue, 5);
        List<Delivery> held = take(subscription, 5);
        kill();
        start();
        List<String> again = new ArrayList<>();
        while (again.size() < 10) {
            Delivery delivery = next(subscription);
            again.add(delivery.message().id());
            delivery.ack();
        }
        assertThat(again).containsExactlyInAnyOrderElementsOf(ids(messages(10)));
        assertThatThrownBy(held.getFirst()::ack).isInstanceOf(SettlementException.class);
        subscription.close();
        assertNothingComes(subscribe(broker, queue, 5));
    }

    @Test
    @DisplayName("acknowledged and dead-lettered messages stay so, and queues keep their declaration")
    void settlementsSurvive() throws Exception {
        MessageBroker broker = connect();
        String queue = rememberedQueue(broker, 1);
        fill(broker, queue, 20);
        try (Subscription subscription = subscribe(broker, queue, 20)) {
            List<Delivery> held = take(subscription, 20);
            held.subList(0, 15).forEach(Delivery::ack);
            held.get(15).reject("bad");
            held.get(16).nack(Duration.ZERO, "also bad");
            held.subList(17, 20).forEach(Delivery::ack);
        }
        kill();
        start();
        broker.declare(new org.ewms.mqclient.QueueSpec(queue, 1));
        awaitReady(broker, queue, 0);
        List<Message> dead = broker.peek(MessageBroker.deadLetterQueue(queue), 10);
        assertThat(dead).extracting(Message::id).containsExactlyInAnyOrder("m15", "m16");
        assertThat(DeadLetter.of(dead.getFirst()).orElseThrow().queue()).isEqualTo(queue);
    }

    @Test
    @DisplayName("a message whose consumer is killed comes to another one at once, counted as attempted")
    void consumerKilled() throws Exception {
        MessageBroker broker = connect();
        String queue = rememberedQueue(broker, 5);
        fill(broker, queue, 3);
        Map<String, String> environment = fixture()
                .credentialFile()
                .map(file -> Map.of(DoomedConsumer.CREDENTIAL_FILE, file.toString()))
                .orElse(Map.of());
        try (ChildJvm doomed =
                ChildJvm.start(DoomedConsumer.class, environment, fixture().uri(), queue, "3")) {
            assertThat(doomed.readLine()).isEqualTo("holding 3");
            assertDepth(broker, queue, new QueueDepth(0, 3, 1));
            doomed.kill();
        }
        List<Delivery> again = take(subscribe(broker, queue, 3), 3);
        assertThat(again).extracting(d -> d.message().id()).containsExactlyInAnyOrderElementsOf(ids(messages(3)));
        int attempt = broker.capabilities().countsDeaths() ? 2 : 1;
        assertThat(again).allSatisfy(d -> assertThat(d.attempt()).isGreaterThanOrEqualTo(attempt));
    }
}
