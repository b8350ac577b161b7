package org.ewms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.ewms.batch.contract.HtcondorPool;
import org.ewms.mqclient.Brokers;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.Credential;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A workflow's whole way: service, TMS, batch system, pilots, each as a user starts it. */
class TmsIT {
    private static final int EVENTS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(180);

    @TempDir
    private Path directory = Path.of("set by JUnit");

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
    }

    private Path sites(String more) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return Files.writeString(directory.resolve("sites.yaml"), """
                data: tms
                sites:
                  here:
                %s
                    pilot:
                      command: [%s, -Xmx128m, -XX:+UseSerialGC, -XX:TieredStopAtLevel=1, -cp, "%s", %s, pilot]
                    environment:
                      EWMS_PILOT_RUNNER: command
                      EWMS_PILOT_PAYLOAD: raw
                      EWMS_PILOT_TIMEOUT_QUEUE_INCOMING: 600
                """.formatted(
                        more.indent(4).stripTrailing(), java, classPath(), Ewms.class.getName()));
    }

    private EwmsProcess service() throws IOException {
        return EwmsProcess.start(
                directory,
                Map.of("EWMS_CLUSTER_LOCATIONS", "here"),
                "wms",
                "--port",
                0,
                "--data",
                directory.resolve("wms"));
    }

    private EwmsProcess tms(Path sites, URI wms) throws IOException {
        return EwmsProcess.start(
                directory, Map.of("EWMS_LOG", "info"), "tms", "--sites", sites, "--wms", wms, "--name", "test");
    }

    private static URI address(EwmsProcess service) throws InterruptedException {
        return URI.create(service.awaitLine(line -> line.startsWith("wms http")).substring(4));
    }

    private static ObjectNode workflow(int workers) throws IOException {
        JsonMapper json = JsonMapper.builder().build();
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve("wms/examples/one-task.json"))) {
            at = Objects.requireNonNull(at.getParent());
        }
        ObjectNode body = (ObjectNode) json.readTree(Files.readString(at.resolve("wms/examples/one-task.json")));
        ObjectNode task = (ObjectNode) body.path("tasks").path(0);
        task.putArray("cluster_locations").add("here");
        task.put("task_args", "cp {{INFILE}} {{OUTFILE}}")
                .put("task_image", "/bin/true")
                .put("n_workers", workers);
        return body;
    }

    private static void eventually(ThrowingRunnable assertion) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(500)).untilAsserted(assertion);
    }

    private static MessageBroker connect(JsonNode profile) {
        String secret = profile.path("auth_token").asText();
        String[] parts = profile.path("broker_address").asText().split("@");
        return Brokers.connect(
                "ewms://" + parts[1], ConnectOptions.defaults().withCredential(Credential.of(parts[0], () -> secret)));
    }

    private static JsonNode profile(WmsClient client, String id, String alias) {
        ArrayNode found = JsonMapper.builder().build().createArrayNode();
        eventually(() -> {
            found.removeAll();
            for (JsonNode each : client.get("/v1/mqs/workflows/" + id + "/mq-profiles/public")
                    .path("mqprofiles")) {
                if (each.path("alias").asText().equals(alias)
                        && each.path("is_activated").asBoolean()) {
                    found.add(each);
                }
            }
            assertThat(found).hasSize(1);
        });
        return found.path(0);
    }

    private static List<String> roundTrip(WmsClient client, String id) throws Exception {
        JsonNode in = profile(client, id, "events");
        JsonNode out = profile(client, id, "results");
        try (MessageBroker broker = connect(in);
                Publisher publisher = broker.publisher(in.path("mqid").asText(), PublisherOptions.defaults())) {
            publisher.publishAll(IntStream.range(0, EVENTS)
                    .mapToObj(i -> Message.of("e" + i, ("event " + i).getBytes(StandardCharsets.UTF_8)))
                    .toList());
        }
        List<String> results = new ArrayList<>();
        try (MessageBroker broker = connect(out);
                Subscription subscription = broker.subscribe(out.path("mqid").asText(), SubscriberOptions.defaults())) {
            while (results.size() < EVENTS) {
                Delivery delivery = Objects.requireNonNull(subscription.receive(PATIENCE), "no result came");
                results.add(new String(delivery.message().body(), StandardCharsets.UTF_8));
                delivery.ack();
            }
        }
        return results;
    }

    private static JsonNode taskforce(WmsClient client, String id) throws Exception {
        ObjectNode query = Json.object();
        query.putObject("query").put("workflow_id", id);
        return client.post("/v1/query/taskforces", query).path("taskforces").path(0);
    }

    private static String submit(WmsClient client, int workers) throws Exception {
        return client.post("/v1/workflows", workflow(workers))
                .path("workflow")
                .path("workflow_id")
                .asText();
    }

    private static void finish(WmsClient client, String id) throws Exception {
        client.post("/v1/workflows/" + id + "/actions/finished", Json.object());
        eventually(() -> {
            JsonNode taskforce = taskforce(client, id);
            assertThat(taskforce.path("phase").asText()).isEqualTo("condor-complete");
            assertThat(taskforce.path("compound_statuses").has("RUNNING")).isFalse();
        });
    }

    private void wholeWay(Path sites, String pilotStatus) throws Exception {
        try (EwmsProcess service = service();
                EwmsProcess tms = tms(sites, address(service))) {
            tms.awaitLine(line -> line.contains("serves here"));
            WmsClient client = new WmsClient(address(service), null);
            String id = submit(client, 2);
            assertThat(new TreeSet<>(roundTrip(client, id))).hasSize(EVENTS).contains("event 0", "event 19");
            eventually(() -> {
                JsonNode running =
                        taskforce(client, id).path("compound_statuses").path("RUNNING");
                // One may have done everything before the other was there.
                assertThat(running.path(pilotStatus).asInt()).isPositive();
                assertThat(running.valueStream().mapToInt(JsonNode::asInt).sum())
                        .isEqualTo(2);
            });
            finish(client, id);
            assertThat(taskforce(client, id).path("compound_statuses").toString())
                    .contains("REMOVED");
        }
    }

    @Test
    void events_go_through_pilots_that_are_processes_of_this_machine() throws Exception {
        wholeWay(sites("kind: local\nslots: 2"), "null");
    }

    @Test
    void events_go_through_pilots_that_htcondor_started() throws Exception {
        Path repository = Path.of(System.getProperty("user.home"), ".m2");
        try (HtcondorPool pool = HtcondorPool.start(directory.resolve("pool"), repository)) {
            wholeWay(sites("kind: htcondor\ntools: " + pool.tools()), "Tasking");
        }
    }

    @Test
    void a_tms_that_is_killed_leaves_its_pilots_at_work_and_is_replaced_by_another() throws Exception {
        Path sites = sites("kind: local\nslots: 2");
        try (EwmsProcess service = service()) {
            WmsClient client = new WmsClient(address(service), null);
            String id;
            long cluster;
            try (EwmsProcess tms = tms(sites, address(service))) {
                id = submit(client, 1);
                eventually(() -> assertThat(taskforce(client, id)
                                .path("compound_statuses")
                                .path("RUNNING")
                                .path("null")
                                .asInt())
                        .isEqualTo(1));
                cluster = taskforce(client, id).path("cluster_id").asLong();
                tms.kill();
            }
            assertThat(roundTrip(client, id)).hasSize(EVENTS);
            try (EwmsProcess tms = tms(sites, address(service))) {
                tms.awaitLine(line -> line.contains("serves here"));
                finish(client, id);
                assertThat(taskforce(client, id).path("cluster_id").asLong()).isEqualTo(cluster);
                assertThat(directory.resolve("tms/here/jobs/clusters")).isDirectoryContaining("glob:**/" + cluster);
                assertThat(directory.resolve("tms/here/jobs/clusters").toFile().list())
                        .hasSize(1);
            }
        }
    }
}
