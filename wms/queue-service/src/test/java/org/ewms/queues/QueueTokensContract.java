package org.ewms.queues;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.ewms.mqclient.Brokers;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.Credential;
import org.ewms.mqclient.DeadLetter;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.MqException;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.RefusedException;
import org.ewms.mqclient.SettlementException;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.ewms.workflow.Ids;
import org.ewms.workflow.QueueGroup;
import org.ewms.workflow.QueueWish;
import org.junit.jupiter.api.Test;

/** What a broker must make of our tokens. */
abstract class QueueTokensContract {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(8);

    /** Somebody who may do everything. */
    abstract MessageBroker administrator();

    /** How queues are made there. */
    abstract BrokerQueues queues();

    /** Whose tokens the broker takes. */
    abstract TokenIssuer issuer(Duration life, Clock clock) throws Exception;

    /** As pilots are told it. */
    abstract String uri();

    final QueueGroup group() {
        QueueGroup group = QueueGroup.reserve(
                "WF-" + UUID.randomUUID(),
                Instant.now(),
                List.of(QueueWish.of("in", true)),
                new Ids(new Random(UUID.randomUUID().getLeastSignificantBits())));
        queues().make(group);
        return group;
    }

    final String queue() {
        return group().queues().getFirst().id();
    }

    final MessageBroker client(String token) {
        return client(() -> token);
    }

    private MessageBroker client(Supplier<String> token) {
        return Brokers.connect(
                uri(),
                ConnectOptions.defaults()
                        .withDeadline(Duration.ofSeconds(20))
                        .withCredential(Credential.ofToken(token)));
    }

    private String token(String queue, Access access) throws Exception {
        return issuer(DAY, Clock.systemUTC()).issue(queue, access);
    }

    static void publish(MessageBroker client, String queue, String body)
            throws InterruptedException, ExecutionException {
        try (Publisher publisher = client.publisher(queue, new PublisherOptions(10, Duration.ofSeconds(20)))) {
            publisher
                    .publish(Message.of(UUID.randomUUID().toString(), body.getBytes(UTF_8)))
                    .get();
        }
    }

    static String take(MessageBroker client, String queue) throws InterruptedException {
        try (Subscription subscription = client.subscribe(queue, SubscriberOptions.defaults())) {
            Delivery delivery = Objects.requireNonNull(subscription.receive(SOON), "nothing came");
            delivery.ack();
            return new String(delivery.message().body(), UTF_8);
        }
    }

    @Test
    void what_a_publisher_puts_in_a_consumer_takes_out() throws Exception {
        String queue = queue();
        try (MessageBroker publisher = client(token(queue, Access.PUBLISH));
                MessageBroker consumer = client(token(queue, Access.CONSUME))) {
            publish(publisher, queue, "hello");
            assertThat(publisher.depth(queue).ready()).isEqualTo(1);
            assertThat(consumer.depth(queue).ready()).isEqualTo(1);
            assertThat(take(consumer, queue)).isEqualTo("hello");
        }
        assertThat(administrator().depth(queue).remaining()).isZero();
    }

    @Test
    void a_consumer_s_token_cannot_publish() throws Exception {
        String queue = queue();
        try (MessageBroker consumer = client(token(queue, Access.CONSUME))) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> publish(consumer, queue, "no"))
                    .withCauseInstanceOf(RefusedException.class);
        }
        assertThat(administrator().depth(queue).ready()).isZero();
    }

    @Test
    void a_publisher_s_token_cannot_consume() throws Exception {
        String queue = queue();
        try (MessageBroker publisher = client(token(queue, Access.PUBLISH))) {
            publish(publisher, queue, "stays");
            assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> take(publisher, queue));
        }
        assertThat(administrator().depth(queue).ready()).isEqualTo(1);
    }

    @Test
    void a_token_for_both_does_both() throws Exception {
        String queue = queue();
        try (MessageBroker client = client(token(queue, Access.BOTH))) {
            publish(client, queue, "mine");
            assertThat(take(client, queue)).isEqualTo("mine");
        }
    }

    @Test
    void a_token_for_one_queue_opens_no_other() throws Exception {
        String other = queue();
        publish(administrator(), other, "not for you");
        try (MessageBroker client = client(token(queue(), Access.BOTH))) {
            assertThatExceptionOfType(MqException.class).isThrownBy(() -> take(client, other));
            assertThatExceptionOfType(MqException.class).isThrownBy(() -> client.peek(other, 1));
            assertThatExceptionOfType(MqException.class).isThrownBy(() -> client.purge(other));
            assertThatExceptionOfType(MqException.class).isThrownBy(() -> client.delete(other));
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> publish(client, other, "no"))
                    .withCauseInstanceOf(MqException.class);
            assertThatExceptionOfType(MqException.class)
                    .isThrownBy(() -> take(client, MessageBroker.deadLetterQueue(other)));
        }
        assertThat(administrator().depth(other).ready()).isEqualTo(1);
    }

    @Test
    void what_a_consumer_cannot_do_comes_again_and_lies_among_the_dead_letters_in_the_end() throws Exception {
        String queue = queue();
        try (MessageBroker publisher = client(token(queue, Access.PUBLISH));
                MessageBroker consumer = client(token(queue, Access.CONSUME));
                Subscription subscription = consumer.subscribe(queue, SubscriberOptions.defaults())) {
            publish(publisher, queue, "hard");
            Objects.requireNonNull(subscription.receive(SOON)).nack(Duration.ZERO, "not now");
            Delivery again = Objects.requireNonNull(subscription.receive(SOON), "it did not come again");
            assertThat(again.attempt()).isEqualTo(2);
            again.reject("cannot be done");
        }
        assertThat(administrator().depth(queue).remaining()).isZero();
        assertThat(administrator().peek(MessageBroker.deadLetterQueue(queue), 10))
                .singleElement()
                .satisfies(dead -> {
                    assertThat(dead.body()).asString(UTF_8).isEqualTo("hard");
                    assertThat(DeadLetter.of(dead)).hasValue(new DeadLetter(queue, 2, "cannot be done"));
                });
    }

    @Test
    void a_token_that_has_ended_is_refused() throws Exception {
        Clock before = Clock.fixed(Instant.now().minus(Duration.ofDays(2)), ZoneOffset.UTC);
        String ended = issuer(DAY, before).issue(queue(), Access.CONSUME);
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(() -> client(ended))
                .satisfies(e -> assertThat(e).hasMessageNotContaining(ended));
    }

    @Test
    void a_token_of_somebody_else_s_making_is_refused() throws Exception {
        String token = token(queue(), Access.CONSUME);
        int signature = token.lastIndexOf('.') + 1;
        String forged = token.substring(0, signature) + new StringBuilder(token.substring(signature)).reverse();
        assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> client(forged));
    }

    /** Each lives a few seconds: both clients outlive several of theirs. */
    @Test
    void tokens_that_end_and_are_renewed_lose_nothing() throws Exception {
        String queue = queue();
        TokenIssuer brief = issuer(Duration.ofSeconds(3), Clock.systemUTC());
        AtomicInteger renewals = new AtomicInteger();
        Supplier<String> consuming = () -> {
            renewals.incrementAndGet();
            return brief.issue(queue, Access.CONSUME);
        };
        Map<String, CompletableFuture<Void>> sent = new ConcurrentHashMap<>();
        Set<String> taken = new HashSet<>();
        try (MessageBroker from = client(() -> brief.issue(queue, Access.PUBLISH));
                MessageBroker to = client(consuming);
                Publisher publisher = from.publisher(queue, PublisherOptions.defaults());
                Subscription subscription = to.subscribe(queue, SubscriberOptions.defaults())) {
            Instant end = Instant.now().plus(LONG_ENOUGH);
            try (ScheduledExecutorService sender = Executors.newSingleThreadScheduledExecutor()) {
                sender.scheduleAtFixedRate(() -> send(publisher, sent), 0, 20, TimeUnit.MILLISECONDS);
                while (Instant.now().isBefore(end)) {
                    receive(subscription, taken);
                }
            }
            CompletableFuture.allOf(sent.values().toArray(CompletableFuture[]::new))
                    .get(SOON.toSeconds(), TimeUnit.SECONDS);
            Instant last = Instant.now().plus(SOON);
            while (taken.size() < sent.size() && Instant.now().isBefore(last)) {
                receive(subscription, taken);
            }
        }
        assertThat(sent).hasSizeGreaterThan(50);
        assertThat(taken).containsExactlyInAnyOrderElementsOf(sent.keySet());
        assertThat(renewals.get()).as("tokens asked for").isGreaterThan(2);
    }

    private static void send(Publisher publisher, Map<String, CompletableFuture<Void>> sent) {
        try {
            String id = UUID.randomUUID().toString();
            sent.put(id, publisher.publish(Message.of(id, id.getBytes(UTF_8))));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void receive(Subscription subscription, Set<String> taken) throws InterruptedException {
        Delivery delivery = subscription.receive(Duration.ofMillis(200));
        if (delivery != null) {
            taken.add(delivery.message().id());
            settle(delivery);
        }
    }

    /** One whose connection was cut between comes again. */
    private static void settle(Delivery delivery) {
        try {
            delivery.ack();
        } catch (SettlementException e) {
            assertThat(e).hasMessageContaining("will come again");
        }
    }

    @Test
    void a_removed_queue_is_of_no_use_to_whoever_still_has_a_token() throws Exception {
        QueueGroup group = group();
        String queue = group.queues().getFirst().id();
        String token = token(queue, Access.BOTH);
        try (MessageBroker client = client(token)) {
            publish(client, queue, "one");
            queues().remove(group);
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> publish(client, queue, "two"))
                    .withCauseInstanceOf(MqException.class);
            assertThatExceptionOfType(MqException.class).isThrownBy(() -> take(client, queue));
        }
    }
}
