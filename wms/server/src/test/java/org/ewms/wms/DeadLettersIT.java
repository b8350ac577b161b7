package org.ewms.wms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ewms.wms.Client.request;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.ewms.mqclient.embedded.EmbeddedBroker;
import org.ewms.mqclient.embedded.EmbeddedBrokerOptions;
import org.ewms.queues.BrokerQueues;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What pilots gave up, seen and given another chance through the queue service, on a real broker. */
class DeadLettersIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    private EmbeddedBroker broker;
    private MessageBroker pilot;
    private Service service;
    private String queue;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        broker = EmbeddedBroker.start(EmbeddedBrokerOptions.in(directory.resolve("broker")));
        pilot = broker.connect();
        service = Service.start(directory, Map.of(), new BrokerSetup(BrokerQueues.on(pilot), Service.BROKER, null));
        JsonNode reply = service.client().submit(request("test-alpha"));
        queue = reply.at("/task_directives/0/input_queues/0").asText();
        Awaitility.await()
                .atMost(LONG)
                .ignoreExceptions()
                .until(() -> pilot.depth(queue).ready() == 0);
        try (Publisher publisher = pilot.publisher(queue, PublisherOptions.defaults())) {
            publisher.publish(Message.of("bad-1", "one".getBytes(UTF_8))).get();
            publisher.publish(Message.of("bad-2", "three".getBytes(UTF_8))).get();
        }
        try (Subscription subscription = pilot.subscribe(queue, SubscriberOptions.defaults())) {
            for (int i = 0; i < 2; i++) {
                Delivery delivery = Objects.requireNonNull(subscription.receive(LONG));
                delivery.reject("it is cursed");
            }
        }
    }

    @AfterEach
    void stop() {
        service.close();
        pilot.close();
        broker.close();
    }

    private String path(String rest) {
        return "/v1/mqs/mq-profiles/" + queue + rest;
    }

    private JsonNode letters(String rest) {
        return service.client().get(path("/dead-letters" + rest)).ok().path("dead_letters");
    }

    @Test
    void dead_letters_are_told_with_their_reason_and_without_what_they_hold() {
        Awaitility.await().atMost(LONG).until(() -> letters("").size() == 2);
        JsonNode letter = letters("?limit=1").path(0);
        assertThat(letters("?limit=1")).hasSize(1);
        assertThat(letter.fieldNames()).toIterable().containsExactlyInAnyOrder("id", "attempts", "reason", "bytes");
        assertThat(letter.path("id").asText()).startsWith("bad-");
        assertThat(letter.path("attempts").asInt()).isEqualTo(1);
        assertThat(letter.path("reason").asText()).contains("it is cursed");
        assertThat(service.client().get(path("/dead-letters?limit=0")).status()).isEqualTo(400);
    }

    @Test
    void dead_letters_that_are_redriven_are_taken_again() throws Exception {
        Awaitility.await().atMost(LONG).until(() -> letters("").size() == 2);
        JsonNode redriven =
                service.client().post(path("/actions/redrive"), "{}").ok();
        assertThat(redriven.path("redriven").asInt()).isEqualTo(2);
        assertThat(letters("")).isEmpty();
        try (Subscription subscription = pilot.subscribe(queue, SubscriberOptions.defaults())) {
            Delivery delivery = Objects.requireNonNull(subscription.receive(LONG));
            assertThat(delivery.attempt()).isEqualTo(1);
            delivery.ack();
        }
    }

    @Test
    void a_queue_that_is_not_there_has_no_dead_letters() {
        assertThat(service.client().get("/v1/mqs/mq-profiles/none/dead-letters").status())
                .isEqualTo(404);
        assertThat(service.client()
                        .post("/v1/mqs/mq-profiles/none/actions/redrive", "{}")
                        .status())
                .isEqualTo(404);
    }
}
