package org.ewms.mqclient.trials;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.QueueSpec;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.ewms.mqclient.processes.EmbeddedServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded broker in little memory, after much more than fits into it has gone through. */
class SmallHeapIT {
    private static final int HEAP_MIB = 176;
    private static final int ROUNDS = 30;
    private static final int EACH = 400;
    private static final int BYTES = 20_000;
    private static final Duration SOON = Duration.ofMinutes(1);

    @TempDir
    private Path directory = Path.of("set by JUnit");

    @Test
    void a_killed_broker_starts_again_in_the_memory_it_had() throws Exception {
        try (var server = new EmbeddedServer(directory, 1 << 20, HEAP_MIB)) {
            server.start();
            try (MessageBroker broker = server.connect()) {
                broker.declare(new QueueSpec("events", 3));
                for (int round = 0; round < ROUNDS; round++) {
                    publish(broker, round);
                    consume(broker);
                }
                publish(broker, ROUNDS);
            }
            server.kill();
            server.start();
            try (MessageBroker broker = server.connect()) {
                assertThat(broker.depth("events").ready()).isEqualTo(EACH);
                consume(broker);
            }
        }
    }

    private static void publish(MessageBroker broker, int round) throws InterruptedException {
        List<Message> messages = IntStream.range(0, EACH)
                .mapToObj(i -> Message.of(round + "/" + i, new byte[BYTES]))
                .toList();
        try (Publisher publisher = broker.publisher("events", PublisherOptions.defaults())) {
            publisher.publishAll(messages);
        }
    }

    private static void consume(MessageBroker broker) throws InterruptedException {
        try (Subscription subscription = broker.subscribe("events", new SubscriberOptions(50, SOON))) {
            for (int i = 0; i < EACH; i++) {
                Delivery delivery = java.util.Objects.requireNonNull(subscription.receive(SOON), "nothing came");
                delivery.ack();
            }
        }
    }
}
