package org.ewms.wms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ewms.wms.Client.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.embedded.EmbeddedBroker;
import org.ewms.mqclient.embedded.EmbeddedBrokerOptions;
import org.ewms.queues.BrokerQueues;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers that follow the backlog, on the real service, store and broker. */
class ScalingIT {
    private static final Duration LONG = Duration.ofSeconds(90);

    @TempDir
    private Path directory = Path.of("set by JUnit");

    private @Nullable EmbeddedBroker broker;
    private @Nullable MessageBroker events;
    private @Nullable Service service;

    @BeforeEach
    void start() {
        broker = EmbeddedBroker.start(EmbeddedBrokerOptions.in(directory.resolve("broker")));
        events = broker.connect();
        service = Service.start(
                directory,
                Map.of("EWMS_SCALING_PERIOD", "1"),
                new BrokerSetup(BrokerQueues.on(events), Service.BROKER, null));
    }

    @AfterEach
    void stop() {
        Objects.requireNonNull(service).close();
        events().close();
        Objects.requireNonNull(broker).close();
    }

    private MessageBroker events() {
        return Objects.requireNonNull(events);
    }

    private Client client() {
        return Objects.requireNonNull(service).client();
    }

    private static ObjectNode elastic(int max) {
        ObjectNode request = request("test-alpha");
        ObjectNode task = (ObjectNode) request.at("/tasks/0");
        task.putNull("n_workers");
        task.putObject("workers")
                .put("min", 0)
                .put("max", max)
                .put("target_seconds", 5)
                .put("idle_seconds", 2)
                .put("ramp", 4);
        return request;
    }

    private JsonNode scaling(String workflow) {
        return client().get("/v1/workflows/" + workflow + "/explain").ok().at("/scaling/0");
    }

    @Test
    void workers_rise_with_ten_thousand_events_and_are_gone_after_them() throws Exception {
        int max = 12;
        JsonNode reply = client().submit(elastic(max));
        String workflow = reply.at("/workflow/workflow_id").asText();
        String queue = reply.at("/task_directives/0/input_queues/0").asText();
        try (Crew crew = new Crew(client(), events(), "SCHEDD1", Duration.ofMillis(3))) {
            Awaitility.await("a worker to begin with").atMost(LONG).until(() -> crew.working() == 1);
            Awaitility.await("nothing to do, nobody there").atMost(LONG).until(() -> crew.working() == 0);
            assertThat(scaling(workflow).path("why").asText()).startsWith("no events left");
            try (Publisher publisher = events().publisher(queue, PublisherOptions.defaults())) {
                publisher.publishAll(IntStream.range(0, 10_000)
                        .mapToObj(i -> Message.of("e" + i, new byte[10]))
                        .toList());
            }
            Awaitility.await("the first period").atMost(LONG).until(() -> crew.working() >= 4);
            assertThat(scaling(workflow).path("why").asText()).contains("events left");
            Awaitility.await("all done")
                    .atMost(LONG)
                    .until(() -> events().depth(queue).remaining() == 0);
            Awaitility.await("idle").atMost(LONG).until(() -> crew.working() == 0);
            assertThat(crew.most()).isBetween(4, max);
            assertThat(scaling(workflow).path("workers").asInt()).isZero();
            assertThat(scaling(workflow).path("task_seconds").asDouble()).isBetween(0.001, 1.0);
        }
    }

    @Test
    void the_next_taskforce_of_one_whose_jobs_are_held_for_want_of_memory_asks_for_more() throws Exception {
        JsonNode reply = client().submit(elastic(3));
        String workflow = reply.at("/workflow/workflow_id").asText();
        String uuid = reply.at("/taskforces/0/taskforce_uuid").asText();
        try (Publisher publisher = events().publisher(
                        reply.at("/task_directives/0/input_queues/0").asText(), PublisherOptions.defaults())) {
            client().awaitPhase(uuid, "pending-starter");
            client().submitted(uuid, 7);
            client().post("/v1/tms/statuses/taskforces", """
                            {"top_task_errors_by_taskforce": {"%1$s": {}}, "compound_statuses_by_taskforce": {"%1$s":
                              {"HELD: out of resources: more memory or disk used than requested": {"null": 1}}}}""".formatted(uuid)).ok();
            publisher.publish(Message.of("one", new byte[1])).get();
        }
        client().awaitPhase(uuid, "pending-stopper");
        List<JsonNode> next = new CopyOnWriteArrayList<>();
        Awaitility.await().atMost(LONG).until(() -> {
            JsonNode all = client().post(
                            "/v1/query/taskforces",
                            "{\"query\": {\"workflow_id\": \"" + workflow + "\"}, \"sort\": [\"-timestamp\"]}")
                    .ok()
                    .path("taskforces");
            next.add(all.path(0));
            return all.size() == 2;
        });
        assertThat(next.getLast().at("/worker_config/worker_disk").asText()).isEqualTo("768MB");
        assertThat(client().taskforce(uuid).at("/phase_change_log").toString())
                .contains("all its jobs are held for want of memory or disk");
    }

    @Test
    void a_site_where_everything_fails_is_given_nothing_for_a_while_and_is_said_to() {
        for (int i = 0; i < 3; i++) {
            String uuid = client().offered(request("test-beta"));
            client().post("/v1/tms/condor-submit/taskforces/" + uuid + "/failed", "{\"error\": \"no such partition\"}")
                    .ok();
        }
        JsonNode fourth = client().submit(request("test-beta"));
        String uuid = fourth.at("/taskforces/0/taskforce_uuid").asText();
        client().awaitPhase(uuid, "pending-starter");
        assertThat(client().offer("pending-starter", "SCHEDD2", "")).isEmpty();
        String why = client().get(
                        "/v1/workflows/" + fourth.at("/workflow/workflow_id").asText() + "/explain")
                .ok()
                .at("/taskforces/0/waits_for")
                .asText();
        assertThat(why).contains("SCHEDD2 is given nothing until", "no such partition");
        Awaitility.await("tried again")
                .atMost(LONG)
                .until(() -> client().offer("pending-starter", "SCHEDD2", "").isPresent());
    }

    @Test
    void more_workers_at_first_than_there_may_be_are_refused() {
        ObjectNode request = elastic(3);
        ((ObjectNode) request.at("/tasks/0")).put("n_workers", 5);
        assertThat(client().post("/v1/workflows", request.toString()).error()).contains("workers.max allows 3");
    }
}
