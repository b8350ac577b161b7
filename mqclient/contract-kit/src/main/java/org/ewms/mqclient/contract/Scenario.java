package org.ewms.mqclient.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.QueueDepth;
import org.ewms.mqclient.QueueSpec;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** Words the scenarios are written in. Whatever a scenario opens is closed after it, last opened first. */
@Timeout(60)
abstract class Scenario {
    /** Longer than anything should take; waiting ends as soon as the thing waited for is there. */
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Supplier<BrokerFixture> fixture;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    Scenario(Supplier<BrokerFixture> fixture) {
        this.fixture = fixture;
    }

    @AfterEach
    void closeWhatWasOpened() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    BrokerFixture fixture() {
        return fixture.get();
    }

    <T extends AutoCloseable> T closing(T resource) {
        opened.push(resource);
        return resource;
    }

    MessageBroker connect() throws Exception {
        return closing(fixture().connect());
    }

    static String freshName() {
        return "kit-" + UUID.randomUUID();
    }

    /** A new, empty queue. */
    static String declareQueue(MessageBroker broker) {
        return declareQueue(broker, 5);
    }

    static String declareQueue(MessageBroker broker, int maxAttempts) {
        String name = freshName();
        broker.declare(new QueueSpec(name, maxAttempts));
        return name;
    }

    Publisher publisher(MessageBroker broker, String queue) {
        return closing(broker.publisher(queue, PublisherOptions.defaults()));
    }

    Subscription subscribe(MessageBroker broker, String queue, int prefetch) {
        return closing(broker.subscribe(queue, SubscriberOptions.defaults().withPrefetch(prefetch)));
    }

    static Message message(String id) {
        return Message.of(id, ("body of " + id).getBytes(UTF_8));
    }

    /** {@code m0 … m(count-1)}. */
    static List<Message> messages(int count) {
        return IntStream.range(0, count).mapToObj(i -> message("m" + i)).toList();
    }

    static List<String> ids(List<Message> messages) {
        return messages.stream().map(Message::id).toList();
    }

    /** Publishes {@code m0 … m(count-1)}, confirmed, and returns them. */
    static List<Message> fill(MessageBroker broker, String queue, int count) throws Exception {
        List<Message> messages = messages(count);
        send(broker, queue, messages);
        return messages;
    }

    static void send(MessageBroker broker, String queue, List<Message> messages) throws Exception {
        try (Publisher publisher = broker.publisher(queue, PublisherOptions.defaults())) {
            publisher.publishAll(messages);
        }
    }

    /** The next delivery, which must come. */
    static Delivery next(Subscription subscription) throws InterruptedException {
        Delivery delivery = subscription.receive(PATIENCE);
        return delivery == null ? fail("nothing came within " + PATIENCE) : delivery;
    }

    @Nullable
    Delivery nextIfAny(Subscription subscription) throws InterruptedException {
        return subscription.receive(fixture().idle());
    }

    void assertNothingComes(Subscription subscription) throws InterruptedException {
        assertThat(nextIfAny(subscription))
                .as("delivery from a queue that should give nothing")
                .isNull();
    }

    /** Takes deliveries and acknowledges each, until none comes; their ids in the order of arrival. */
    List<String> drain(Subscription subscription) throws InterruptedException {
        List<String> ids = new ArrayList<>();
        for (Delivery d = nextIfAny(subscription); d != null; d = nextIfAny(subscription)) {
            d.ack();
            ids.add(d.message().id());
        }
        return ids;
    }

    /** The next {@code count} deliveries, unsettled. */
    static List<Delivery> take(Subscription subscription, int count) throws InterruptedException {
        List<Delivery> deliveries = new ArrayList<>();
        while (deliveries.size() < count) {
            deliveries.add(next(subscription));
        }
        return deliveries;
    }

    /** A fresh consumer takes one message, acknowledges it and leaves. */
    @Nullable
    String takeOne(MessageBroker broker, String queue, int prefetch) throws InterruptedException {
        try (Subscription subscription =
                broker.subscribe(queue, SubscriberOptions.defaults().withPrefetch(prefetch))) {
            Delivery delivery = nextIfAny(subscription);
            if (delivery == null) {
                return null;
            }
            delivery.ack();
            return delivery.message().id();
        }
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20));
    }

    /** Waits until that many messages wait; where the broker does not count exactly, until that many are left to do. */
    static void awaitReady(MessageBroker broker, String queue, long ready) {
        await().untilAsserted(() -> {
            QueueDepth depth = broker.depth(queue);
            assertThat(broker.capabilities().countsExactly() ? depth.ready() : depth.remaining())
                    .as("ready in " + queue)
                    .isEqualTo(ready);
        });
    }

    /** Compares as far as the broker counts: each number it tells, and nothing missing from what is left to do. */
    static void assertDepth(MessageBroker broker, String queue, QueueDepth expected) {
        QueueDepth depth = broker.depth(queue);
        if (broker.capabilities().countsExactly()) {
            assertThat(depth).isEqualTo(expected);
            return;
        }
        if (depth.consumers() != -1) {
            assertThat(depth.consumers()).isEqualTo(expected.consumers());
        }
        if (depth.unsettled() == -1) {
            assertThat(depth.ready()).isEqualTo(expected.ready());
        } else {
            assertThat(depth.remaining()).isEqualTo(expected.remaining());
        }
    }
}
