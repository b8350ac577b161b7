package org.ewms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.ewms.mqclient.processes.FreePorts;
import org.ewms.mqclient.processes.NatsServer;
import org.ewms.mqclient.processes.PulsarServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workflow service, set up by its environment so that each queue has tokens of its own, at brokers of each kind. */
class WmsTokensIT {
    @TempDir
    private Path directory = Path.of("set by JUnit");

    private static String said(Object... arguments) {
        return String.join("\n", EwmsRun.of(arguments).lines());
    }

    private static JsonNode answer(HttpRequest.Builder request) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<byte[]> answer = client.send(request.build(), BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            return new JsonMapper().readTree(answer.body());
        }
    }

    private Path workflow() throws Exception {
        return Files.writeString(directory.resolve("workflow.json"), """
                {"tasks": [{"cluster_locations": ["osg"], "task_image": "/cvmfs/a.sif", "task_args": "true", "n_workers": 1,
                  "input_queue_aliases": ["events"], "output_queue_aliases": ["results"],
                  "worker_config": {"do_transfer_worker_stdouterr": true, "max_worker_runtime": 60, "n_cores": 1,
                    "priority": 50, "worker_disk": "1GB", "worker_memory": "512MB", "condor_requirements": ""}}],
                 "public_queue_aliases": ["events", "results"], "priority": 50}""");
    }

    private void eachQueueIsOpenedOneWay(int port, Map<String, String> broker) throws Exception {
        Map<String, String> environment = new HashMap<>(broker);
        environment.put("BROKER_QUEUE_TOKENS", "queue");
        try (EwmsProcess wms =
                EwmsProcess.start(directory, environment, "wms", "--port", port, "--data", directory.resolve("data"))) {
            String service = wms.awaitLine(line -> line.startsWith("wms http")).substring(4);
            String id = said("workflow", "submit", workflow(), "--wms", service);
            said("queue", "pub", "--workflow", id, "--queue", "events", "--wms", service, "one");
            EwmsRun wrongWay =
                    EwmsRun.of("queue", "pub", "--workflow", id, "--queue", "results", "--wms", service, "x");
            assertThat(wrongWay.code()).as("%s", wrongWay.errors()).isNotZero();
            EwmsRun alsoWrong = EwmsRun.of(
                    "queue",
                    "sub",
                    "--workflow",
                    id,
                    "--queue",
                    "events",
                    "--count",
                    1,
                    "--timeout",
                    5,
                    "--wms",
                    service);
            assertThat(alsoWrong.out()).isEmpty();
            assertThat(alsoWrong.code()).as("%s", alsoWrong.errors()).isNotZero();
            renews(service, id);
        }
    }

    private static void renews(String service, String id) throws Exception {
        URI profiles = URI.create(service + "/v1/mqs/workflows/" + id + "/mq-profiles/public");
        JsonNode events = answer(HttpRequest.newBuilder(profiles)).at("/mqprofiles/0");
        String token = events.path("auth_token").asText();
        JsonNode fresh = answer(HttpRequest.newBuilder(URI.create(service + "/v1/mqs/actions/renew"))
                .header("Authorization", "Bearer " + token)
                .POST(BodyPublishers.noBody()));
        assertThat(fresh.path("mqid")).isEqualTo(events.path("mqid"));
        assertThat(fresh.path("auth_token").asText()).isNotBlank();
    }

    @Test
    void at_the_broker_in_its_own_process() throws Exception {
        eachQueueIsOpenedOneWay(0, Map.of());
    }

    @Test
    void at_nats() throws Exception {
        try (NatsServer nats = NatsServer.operated(directory.resolve("nats"))) {
            Path seed =
                    Files.writeString(directory.resolve("seed"), nats.operator().newSigningKey());
            nats.start();
            eachQueueIsOpenedOneWay(
                    0,
                    Map.of(
                            "EWMS_BROKER",
                            nats.uri(),
                            "BROKER_NATS_ACCOUNT",
                            nats.operator().account(),
                            "BROKER_NATS_SIGNING_KEY_FILE",
                            seed.toString()));
        }
    }

    @Test
    void at_pulsar() throws Exception {
        int port = FreePorts.take(1).getFirst();
        String here = "http://127.0.0.1:" + port;
        try (PulsarServer pulsar =
                PulsarServer.trusting(directory.resolve("pulsar"), here + "/mqbroker-issuer", "ewms")) {
            pulsar.start();
            eachQueueIsOpenedOneWay(
                    port,
                    Map.of(
                            "EWMS_BROKER",
                            pulsar.uri(),
                            "EWMS_BROKER_CREDENTIAL",
                            pulsar.credentialFile().orElseThrow().toString(),
                            "BROKER_RESOURCE_SERVER_ID",
                            "ewms",
                            "HERE_URL",
                            here));
        }
    }
}
