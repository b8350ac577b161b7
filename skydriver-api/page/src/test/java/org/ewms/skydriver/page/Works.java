package org.ewms.skydriver.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.ewms.mqclient.Credential;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.embedded.EmbeddedBroker;
import org.ewms.mqclient.embedded.EmbeddedBrokerOptions;
import org.ewms.pilot.EnvironmentPilot;
import org.ewms.queues.BrokerFacts;
import org.ewms.queues.BrokerQueues;
import org.ewms.queues.TokenIssuer;
import org.ewms.scanner.FetchedScan;
import org.ewms.wms.BrokerSetup;
import org.ewms.wms.Wms;
import org.ewms.wms.WmsOptions;
import org.slf4j.LoggerFactory;

/** A workflow service with a broker, and pilots of its workflows, each as a batch system would start them. */
final class Works implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private final EmbeddedBroker broker;
    private final MessageBroker client;
    private final Wms wms;
    private final List<EnvironmentPilot> pilots = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();

    Works(Path directory) {
        this.broker = EmbeddedBroker.start(EmbeddedBrokerOptions.in(directory.resolve("broker")));
        this.client = broker.connect();
        URI uri = URI.create(broker.uri());
        BrokerSetup setup = new BrokerSetup(
                BrokerQueues.on(client),
                new BrokerFacts("embedded", uri.getHost() + ":" + uri.getPort(), "user"),
                TokenIssuer.shared(Credential.ofFile(broker.credentialFile())));
        WmsOptions options = WmsOptions.from(Map.of(
                "REST_PORT", "0",
                "EWMS_DATA_DIR", directory.resolve("wms").toString(),
                "EWMS_CLUSTER_LOCATIONS", "local=here"));
        this.wms = Wms.start(options, setup, Clock.systemUTC(), new SecureRandom());
    }

    String uri() {
        return wms.uri();
    }

    MessageBroker broker() {
        return client;
    }

    JsonNode post(String path, String body) {
        return new ExternalScanner(wms.uri()).call("POST", path, body);
    }

    private JsonNode first(String kind, String workflow) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> post("/v1/query/" + kind, "{\"query\": {\"workflow_id\": \"" + workflow + "\"}}")
                                .at("/" + kind.replace('-', '_') + "/0"),
                        JsonNode::isObject);
    }

    private JsonNode queue(String workflow, String alias) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> new ExternalScanner(wms.uri())
                                .get("/v1/mqs/workflows/" + workflow + "/mq-profiles/public")
                                .path("mqprofiles")
                                .valueStream()
                                .filter(each -> each.path("alias").asText().equals(alias)
                                        && each.path("is_activated").asBoolean())
                                .findFirst(),
                        Optional::isPresent)
                .orElseThrow();
    }

    /** Starts a pilot of a scan's workflow. */
    void pilot(String workflow) {
        JsonNode task = first("task-directives", workflow);
        Map<String, String> environment = new HashMap<>(Map.of(
                "EWMS_PILOT_TASK_IMAGE", task.path("task_image").asText(),
                "EWMS_PILOT_TASK_ENV_JSON", task.path("task_env").toString(),
                "EWMS_PILOT_TIMEOUT_QUEUE_INCOMING", "3600"));
        first("taskforces", workflow)
                .at("/pilot_config/environment")
                .properties()
                .forEach(each -> environment.put(each.getKey(), each.getValue().asText()));
        profile(environment, "EWMS_PILOT_QUEUE_INCOMING", queue(workflow, "to-client-queue"));
        profile(environment, "EWMS_PILOT_QUEUE_OUTGOING", queue(workflow, "from-client-queue"));
        EnvironmentPilot pilot =
                new EnvironmentPilot(environment, Clock.systemUTC(), Map.of(FetchedScan.NAME, new FetchedScan()));
        pilots.add(pilot);
        threads.add(Thread.ofPlatform().name("pilot-" + workflow).start(() -> run(pilot)));
    }

    private static void profile(Map<String, String> environment, String prefix, JsonNode profile) {
        environment.put(prefix, profile.path("mqid").asText());
        environment.put(prefix + "_AUTH_TOKEN", profile.path("auth_token").asText());
        environment.put(prefix + "_BROKER_TYPE", profile.path("broker_type").asText());
        environment.put(
                prefix + "_BROKER_ADDRESS", profile.path("broker_address").asText());
    }

    private static void run(EnvironmentPilot pilot) {
        try {
            pilot.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // Its queues are gone with its workflow.
            LoggerFactory.getLogger(Works.class).info("a pilot ended: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        pilots.forEach(EnvironmentPilot::stop);
        try {
            for (Thread each : threads) {
                each.join(PATIENCE.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        wms.close();
        client.close();
        broker.close();
    }
}
