package org.ewms.wms;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ewms.wms.Client.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.ewms.mqclient.UnroutableException;
import org.ewms.mqclient.embedded.EmbeddedBroker;
import org.ewms.mqclient.embedded.EmbeddedBrokerOptions;
import org.ewms.queues.BrokerQueues;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events that the service puts in, and workflows that end by themselves, on a real broker. */
class InputsIT {
    private static final Duration LONG = Duration.ofSeconds(60);

    private EmbeddedBroker broker;
    private MessageBroker pilot;
    private Service service;

    @BeforeEach
    void start(@TempDir Path directory) {
        broker = EmbeddedBroker.start(EmbeddedBrokerOptions.in(directory.resolve("broker")));
        pilot = broker.connect();
        service = Service.start(
                directory,
                Map.of("EWMS_QUEUE_REST", "0"),
                new BrokerSetup(BrokerQueues.on(pilot), Service.BROKER, null));
    }

    @AfterEach
    void stop() {
        service.close();
        pilot.close();
        broker.close();
    }

    private String queue(JsonNode reply, String which) {
        return reply.at("/task_directives/0/" + which + "_queues/0").asText();
    }

    private String state(JsonNode reply) {
        return service.client()
                .get("/v1/workflows/" + reply.at("/workflow/workflow_id").asText())
                .ok()
                .path("deactivated")
                .asText();
    }

    @Test
    void events_are_put_in_each_once_and_when_all_are_taken_the_workflow_is_finished_and_its_queues_go()
            throws Exception {
        ObjectNode request = request("test-alpha").put("finish_when", "outputs_drained");
        ObjectNode cross = request.putObject("inputs").putObject("in").putObject("cross");
        cross.putObject("nside").putObject("range").put("start", 8).put("stop", 1008);
        cross.putObject("file").putArray("values").add("a.i3").add("b.i3");
        JsonNode reply = service.client().submit(request);
        String in = queue(reply, "input");
        String out = queue(reply, "output");
        Awaitility.await()
                .atMost(LONG)
                .ignoreExceptions()
                .until(() -> pilot.depth(in).ready() == 2000);
        List<String> events = new ArrayList<>();
        try (Subscription subscription =
                        pilot.subscribe(in, SubscriberOptions.defaults().withPrefetch(100));
                Publisher results = pilot.publisher(out, PublisherOptions.defaults())) {
            for (int i = 0; i < 2000; i++) {
                Delivery delivery = java.util.Objects.requireNonNull(subscription.receive(LONG));
                events.add(new String(delivery.message().body(), UTF_8));
                if (i == 1999) {
                    results.publish(Message.of("result", new byte[0])).get();
                }
                delivery.ack();
            }
        }
        assertThat(events)
                .doesNotHaveDuplicates()
                .contains("{\"nside\":8,\"file\":\"a.i3\"}", "{\"nside\":1007,\"file\":\"b.i3\"}");
        assertThat(state(reply)).as("a result has not been taken").isEqualTo("null");
        try (Subscription user = pilot.subscribe(out, SubscriberOptions.defaults())) {
            java.util.Objects.requireNonNull(user.receive(LONG)).ack();
        }
        Awaitility.await().atMost(LONG).until(() -> state(reply).equals("FINISHED"));
        Awaitility.await().atMost(LONG).until(() -> gone(in) && gone(out));
    }

    private boolean gone(String queue) {
        try {
            pilot.depth(queue);
            return false;
        } catch (UnroutableException e) {
            return true;
        }
    }
}
