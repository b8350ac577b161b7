package org.ewms.mqclient.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.QueueDepth;
import org.ewms.mqclient.QueueSpec;
import org.ewms.mqclient.RefusedException;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.ewms.mqclient.UnroutableException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

abstract class AdministrationScenarios extends Scenario {
    /** How many queues are many here; ten thousand take minutes. */
    private static final int MANY = Integer.getInteger("ewms.kit.queues", 50);

    private static final int MANY_LIMIT_SECONDS = 3_600;
    private static final int AT_A_TIME = 8;
    private static final int SAMPLE = Math.max(1, MANY / 10);

    AdministrationScenarios(Supplier<BrokerFixture> fixture) {
        super(fixture);
    }

    @Test
    @DisplayName("declares a queue and its dead-letter queue, empty; again does nothing")
    void declareIsIdempotent() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        assertDepth(broker, queue, new QueueDepth(0, 0, 0));
        assertDepth(broker, MessageBroker.deadLetterQueue(queue), new QueueDepth(0, 0, 0));
        fill(broker, queue, 3);
        broker.declare(QueueSpec.of(queue));
        assertThat(drain(subscribe(broker, queue, 5))).hasSize(3);
    }

    @Test
    @DisplayName("refuses to declare an existing queue differently, naming both values")
    void differentDeclarationIsRefused() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker, 3);
        assertThatThrownBy(() -> broker.declare(new QueueSpec(queue, 4)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(queue)
                .hasMessageContaining("3")
                .hasMessageContaining("4");
    }

    @Test
    @DisplayName("lets many clients declare the same queue at the same moment")
    void declarationsMayRace() throws Exception {
        String queue = freshName();
        List<MessageBroker> brokers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            brokers.add(connect());
        }
        List<Throwable> problems = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = brokers.stream()
                .map(broker -> Thread.startVirtualThread(() -> {
                    try {
                        broker.declare(QueueSpec.of(queue));
                        send(broker, queue, List.of(message("from-" + System.identityHashCode(broker))));
                    } catch (Exception e) {
                        problems.add(e);
                    }
                }))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(problems).isEmpty();
        assertThat(drain(subscribe(brokers.getFirst(), queue, 10))).hasSize(6);
    }

    @Test
    @DisplayName("tells how many messages wait, how many are held, and by how many consumers")
    void depthIsExact() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        fill(broker, queue, 10);
        Subscription subscription = subscribe(broker, queue, 4);
        take(subscription, 4);
        await().untilAsserted(() -> assertDepth(broker, queue, new QueueDepth(6, 4, 1)));
        subscription.close();
        await().untilAsserted(() -> assertDepth(broker, queue, new QueueDepth(10, 0, 0)));
    }

    @Test
    @DisplayName("says that there is no such queue, whatever is asked of it")
    void missingQueue() throws Exception {
        MessageBroker broker = connect();
        String queue = freshName();
        assertThatThrownBy(() -> broker.depth(queue))
                .isInstanceOf(UnroutableException.class)
                .hasMessageContaining(queue);
        assertThatThrownBy(() -> broker.peek(queue, 1)).isInstanceOf(UnroutableException.class);
        assertThatThrownBy(() -> broker.purge(queue)).isInstanceOf(UnroutableException.class);
        assertThatThrownBy(() -> broker.subscribe(queue, SubscriberOptions.defaults()))
                .isInstanceOf(UnroutableException.class)
                .hasMessageContaining(queue);
        assertThatCode(() -> broker.delete(queue)).doesNotThrowAnyException();
    }

    @Test
    @DisplayName("tells the depth as it falls while consumers work")
    void depthFalls() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        fill(broker, queue, 30);
        Subscription subscription = subscribe(broker, queue, 1);
        // Not every broker tells of the one message that waits with the consumer.
        int untold = broker.capabilities().countsExactly() ? 0 : 1;
        for (int left : new int[] {20, 10, 0}) {
            for (int i = 0; i < 10; i++) {
                next(subscription).ack();
            }
            await().untilAsserted(() -> assertThat(broker.depth(queue).remaining())
                    .isBetween((long) Math.max(0, left - untold), (long) left));
        }
    }

    @Test
    @DisplayName("purges what nobody holds, and says how many")
    void purge() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        fill(broker, queue, 10);
        Subscription subscription = subscribe(broker, queue, 2);
        var held = take(subscription, 2);
        assertThat(broker.purge(queue)).isEqualTo(8);
        held.getFirst().nack(Duration.ZERO, "again");
        assertThat(next(subscription).message().id()).isEqualTo("m0");
    }

    @Test
    @DisplayName("deletes a queue with its messages and dead letters; declared again it is empty")
    void delete() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        fill(broker, queue, 10);
        try (Subscription subscription = subscribe(broker, queue, 1)) {
            next(subscription).reject("dead");
        }
        broker.delete(queue);
        assertThatThrownBy(() -> broker.depth(queue)).isInstanceOf(UnroutableException.class);
        assertThatThrownBy(() -> broker.depth(MessageBroker.deadLetterQueue(queue)))
                .isInstanceOf(UnroutableException.class);
        broker.declare(new QueueSpec(queue, 9));
        assertThat(broker.depth(queue).ready()).isZero();
        assertThat(broker.depth(MessageBroker.deadLetterQueue(queue)).ready()).isZero();
    }

    @Test
    @DisplayName("tells a waiting consumer that its queue was deleted")
    void consumerLearnsOfDeletion() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        Subscription subscription = subscribe(connect(), queue, 1);
        broker.delete(queue);
        assertThatThrownBy(() -> subscription.receive(PATIENCE)).isInstanceOf(UnroutableException.class);
    }

    @Test
    @DisplayName("peeks at the head of the queue and leaves everything where it is")
    void peek() throws Exception {
        MessageBroker broker = connect();
        String queue = declareQueue(broker);
        fill(broker, queue, 5);
        assertThat(broker.peek(queue, 3)).extracting(Message::id).containsExactly("m0", "m1", "m2");
        assertThat(broker.peek(queue, 100)).hasSize(5);
        assertThat(broker.peek(declareQueue(broker), 3)).isEmpty();
        Subscription subscription = subscribe(broker, queue, 1);
        var first = next(subscription);
        assertThat(first.message().id()).isEqualTo("m0");
        if (broker.capabilities().peeksSilently()) {
            assertThat(first.attempt()).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("keeps many queues apart, and publishes to and consumes from the last as from the first")
    @Timeout(MANY_LIMIT_SECONDS)
    void manyQueues() throws Exception {
        MessageBroker broker = connect();
        List<String> queues =
                IntStream.range(0, MANY).mapToObj(i -> freshName()).toList();
        try {
            together(queues, queue -> broker.declare(QueueSpec.of(queue)));
            for (int i = 0; i < MANY - 1; i += SAMPLE) {
                send(broker, queues.get(i), List.of(message("only-" + i)));
            }
            send(broker, queues.getLast(), List.of(message("last")));
            for (int i = 0; i < MANY - 1; i += SAMPLE) {
                Subscription subscription = subscribe(broker, queues.get(i), 1);
                Delivery only = next(subscription);
                only.ack();
                assertThat(only.message().id()).isEqualTo("only-" + i);
                assertNothingComes(subscription);
            }
            assertThat(broker.peek(queues.getLast(), 2)).extracting(Message::id).containsExactly("last");
        } finally {
            together(queues, broker::delete);
        }
    }

    /** Some at a time. */
    private static void together(List<String> queues, Consumer<String> step) throws Exception {
        try (ExecutorService threads =
                Executors.newFixedThreadPool(AT_A_TIME, Thread.ofVirtual().factory())) {
            List<Future<?>> steps = new ArrayList<>();
            queues.forEach(queue -> steps.add(threads.submit(() -> step.accept(queue))));
            for (Future<?> each : steps) {
                each.get();
            }
        }
    }

    @Test
    @DisplayName("takes every character a queue name may have, and tells names apart that differ little")
    void names() throws Exception {
        MessageBroker broker = connect();
        String base = freshName();
        List<String> names = List.of(base + ".a_B-9", base + ".a", base + ".A", base + "." + "x".repeat(100));
        for (String name : names) {
            broker.declare(QueueSpec.of(name));
            send(broker, name, List.of(message("in " + name)));
        }
        for (String name : names) {
            assertThat(drain(subscribe(broker, name, 1))).containsExactly("in " + name);
        }
    }

    @Test
    @DisplayName("checks that the broker is there")
    void check() throws Exception {
        MessageBroker broker = connect();
        assertThatCode(() -> broker.check(PATIENCE)).doesNotThrowAnyException();
    }
}
