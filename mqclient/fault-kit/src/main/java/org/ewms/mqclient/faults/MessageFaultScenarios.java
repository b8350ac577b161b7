package org.ewms.mqclient.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.ewms.mqclient.DeadLetter;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.QueueSpec;
import org.ewms.mqclient.SettlementException;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.ewms.mqclient.codec.MalformedPayloadException;
import org.ewms.mqclient.codec.MqClientCodec;
import org.ewms.mqclient.codec.Payload;
import org.ewms.mqclient.processes.BrokerServer;
import org.junit.jupiter.api.DisplayName;

/** Rows 15 and 16 of the fault matrix: poison among the messages; messages that come twice, late, in another order. */
abstract class MessageFaultScenarios extends FaultScenario {
    private static final int ATTEMPTS = 3;
    private static final int GOOD_PER_POISON = 10;
    private static final int UNITS = 300;
    private static final int PREFETCH = 20;
    private static final Duration IDLE = Duration.ofSeconds(3);
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final SubscriberOptions OPTIONS = new SubscriberOptions(PREFETCH, SOON);

    MessageFaultScenarios(Supplier<BrokerServer> server) {
        super(server);
    }

    private MessageBroker connected() throws Exception {
        return closing(server().connect());
    }

    private static String declare(MessageBroker broker, int attempts) {
        String queue = "fault-" + UUID.randomUUID();
        broker.declare(new QueueSpec(queue, attempts));
        return queue;
    }

    @Seeded
    @DisplayName("by poison of every kind, each is parked with its reason after few attempts and the others are not"
            + " affected (15)")
    void poisoned(long seed) throws Exception {
        MessageBroker broker = connected();
        String queue = declare(broker, ATTEMPTS);
        var codec = new MqClientCodec(1 << 20);
        Map<String, String> poison = new HashMap<>();
        List<Message> messages = new ArrayList<>();
        PoisonCorpus.bodies().forEach((what, body) -> {
            String id = "poison-" + poison.size();
            poison.put(id, what);
            messages.add(Message.of(id, body));
        });
        for (String handling : List.of("crash", "hang", "memory")) {
            poison.put(handling, handling);
            messages.add(Message.of(handling, codec.encode(Payload.of(JsonNodeFactory.instance.textNode(handling)))));
        }
        int good = poison.size() * GOOD_PER_POISON;
        for (int i = 0; i < good; i++) {
            messages.add(Message.of("good-" + i, codec.encode(Payload.of(JsonNodeFactory.instance.numberNode(i)))));
        }
        Collections.shuffle(messages, new Random(seed));
        try (Publisher publisher = broker.publisher(queue, PublisherOptions.defaults())) {
            publisher.publishAll(messages);
        }
        Map<String, Integer> deliveries = new HashMap<>();
        int done = work(broker, queue, codec, deliveries);
        assertThat(done).as("good messages done").isEqualTo(good);
        Map<String, DeadLetter> dead = deadLetters(broker, queue, poison.size());
        report("poisoned", seed, "%d kinds of poison parked among %,d good".formatted(dead.size(), good));
        assertThat(dead).containsOnlyKeys(poison.keySet());
        dead.forEach((id, why) -> {
            assertThat(deliveries.getOrDefault(id, 0))
                    .as("deliveries of %s", poison.get(id))
                    .isLessThanOrEqualTo(ATTEMPTS);
            assertThat(why.queue()).isEqualTo(queue);
            assertThat(why.reason()).as("reason of %s", poison.get(id)).isNotBlank();
        });
    }

    /** @return good messages done */
    private static int work(MessageBroker broker, String queue, MqClientCodec codec, Map<String, Integer> deliveries)
            throws InterruptedException {
        int done = 0;
        Subscription subscription = broker.subscribe(queue, OPTIONS.withPrefetch(1));
        try {
            Delivery next = subscription.receive(IDLE);
            while (next != null) {
                deliveries.merge(next.message().id(), 1, Integer::sum);
                if (!handle(next, codec)) {
                    // As if the process had died: the next one takes over.
                    subscription.close();
                    subscription = broker.subscribe(queue, OPTIONS.withPrefetch(1));
                } else if (next.message().id().startsWith("good")) {
                    done++;
                }
                next = subscription.receive(IDLE);
            }
        } finally {
            subscription.close();
        }
        return done;
    }

    /** @return false when its handler dies of it */
    private static boolean handle(Delivery delivery, MqClientCodec codec) {
        try {
            switch (codec.decode(delivery.message().body()).data().asText()) {
                case "crash" -> {
                    return false;
                }
                case "hang" -> delivery.nack(Duration.ZERO, "timed out");
                case "memory" -> delivery.nack(Duration.ofMillis(100), "out of memory");
                default -> delivery.ack();
            }
        } catch (MalformedPayloadException e) {
            delivery.reject(String.valueOf(e.getMessage()));
        }
        return true;
    }

    private static Map<String, DeadLetter> deadLetters(MessageBroker broker, String queue, int count)
            throws InterruptedException {
        Map<String, DeadLetter> dead = new HashMap<>();
        try (Subscription subscription = broker.subscribe(MessageBroker.deadLetterQueue(queue), OPTIONS)) {
            Delivery next = subscription.receive(SOON);
            while (next != null) {
                Message message = next.message();
                assertThat(dead.put(message.id(), DeadLetter.of(message).orElseThrow()))
                        .as("%s dead-lettered before", message.id())
                        .isNull();
                next.ack();
                next = subscription.receive(dead.size() < count ? SOON : Duration.ofMillis(500));
            }
        }
        return dead;
    }

    @Seeded
    @DisplayName("by repetitions, stale acknowledgements and disorder, every unit has exactly one accepted result (16)")
    void repeated(long seed) throws Exception {
        var random = new Random(seed);
        TcpProxy proxy = proxy(seed);
        MessageBroker broker = connected();
        String work = declareQueue();
        String results = declareQueue();
        try (Publisher publisher = broker.publisher(work, PublisherOptions.defaults())) {
            for (int i = 0; i < UNITS; i++) {
                publisher.publish(Message.of("u" + i, new byte[10]));
            }
        }
        var over = new AtomicBoolean();
        var worker = new FutureTask<>(() -> work(proxy, work, results, random, over));
        Thread.ofVirtual().name("worker").start(worker);
        Set<String> accepted = new HashSet<>();
        int repetitions = 0;
        try (Subscription subscription = broker.subscribe(results, OPTIONS)) {
            while (!worker.isDone()
                    && (accepted.size() < UNITS || broker.depth(work).remaining() > 0)) {
                Delivery delivery = subscription.receive(Duration.ofMillis(200));
                if (delivery != null) {
                    repetitions += accepted.add(delivery.message().headers().get("unit")) ? 0 : 1;
                    delivery.ack();
                }
            }
        }
        report(
                "repeated",
                seed,
                "%,d units accepted once, %,d repetitions dropped".formatted(accepted.size(), repetitions));
        assertThat(accepted).hasSize(UNITS);
        assertThat(repetitions).isPositive();
    }

    /** Takes units, sends results in any order, some twice, and loses its connection now and then before it acknowledges. */
    private int work(TcpProxy proxy, String work, String results, Random random, AtomicBoolean over)
            throws InterruptedException {
        int copies = 0;
        try (MessageBroker broker = connect(proxy);
                Subscription units = broker.subscribe(work, OPTIONS);
                Publisher publisher = broker.publisher(results, PublisherOptions.defaults())) {
            List<Delivery> held = new ArrayList<>();
            while (!over.get()) {
                Delivery next = units.receive(Duration.ofMillis(200));
                if (next != null) {
                    held.add(next);
                }
                if (held.size() < PREFETCH && next != null && random.nextInt(8) > 0) {
                    continue;
                }
                Collections.shuffle(held, random);
                List<Message> batch = new ArrayList<>();
                for (Delivery unit : held) {
                    for (int i = random.nextInt(10) == 0 ? 2 : 1; i > 0; i--) {
                        Map<String, String> headers =
                                Map.of("unit", unit.message().id());
                        batch.add(new Message("r" + copies++, new byte[10], headers));
                    }
                }
                publisher.publishAll(batch);
                if (!held.isEmpty() && random.nextInt(20) == 0) {
                    proxy.reset();
                }
                held.forEach(MessageFaultScenarios::acknowledge);
                held.clear();
            }
        }
        return copies;
    }

    private static void acknowledge(Delivery delivery) {
        try {
            delivery.ack();
        } catch (SettlementException e) {
            // It comes again, and its result is dropped then.
            return;
        }
    }

    @Seeded
    @DisplayName(
            "by an acknowledgement over a lost connection, nothing is settled: it belongs to another consumer now (16)")
    void stale(long seed) throws Exception {
        TcpProxy proxy = proxy(seed);
        MessageBroker broker = connected();
        String queue = declareQueue();
        try (Publisher publisher = broker.publisher(queue, PublisherOptions.defaults())) {
            publisher.publishAll(List.of(Message.of("one", new byte[1])));
        }
        MessageBroker lost = closing(connect(proxy));
        Subscription first = closing(lost.subscribe(queue, OPTIONS));
        Delivery stale = take(first);
        proxy.refuse(true);
        proxy.reset();
        Subscription second = closing(broker.subscribe(queue, OPTIONS));
        Delivery again = take(second);
        awaitLoss(first, proxy);
        assertThatThrownBy(stale::ack).isInstanceOf(SettlementException.class).hasMessageContaining("one");
        assertThat(broker.depth(queue).ready()).isZero();
        again.nack(Duration.ZERO, "still mine to decide");
        Delivery last = take(second);
        last.ack();
        Awaitility.await().atMost(SOON).until(() -> broker.depth(queue).remaining() == 0);
    }

    /** The broker may know of a lost connection before its client does, which is certain to know it when it connects anew. */
    private static void awaitLoss(Subscription subscription, TcpProxy proxy) {
        long before = proxy.accepted();
        Awaitility.await().atMost(SOON).until(() -> {
            assertThat(subscription.receive(Duration.ofMillis(10))).isNull();
            return proxy.accepted() > before;
        });
    }
}
