package org.ewms.skydriver;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
import org.jspecify.annotations.Nullable;

/** A workflow service with a broker, the service itself, and pilots of its workflows, each as a batch system would start them. */
final class Workshop implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path directory;
    private final EmbeddedBroker broker;
    private final MessageBroker client;
    private final Wms wms;
    private final int port = freePort();
    private final List<EnvironmentPilot> pilots = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private @Nullable Service service;

    Workshop(Path directory) {
        this(directory, Map.of());
    }

    /** @param more environment variables of the service */
    Workshop(Path directory, Map<String, String> more) {
        this.directory = directory;
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
        start(more);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Starts the service on its port. */
    void start(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "REST_PORT",
                Integer.toString(port),
                "EWMS_ADDRESS",
                wms.uri(),
                "SKYSCAN_PROGRESS_INTERVAL_SEC",
                "0",
                "SKYSCAN_RESULT_INTERVAL_SEC",
                "0"));
        environment.putAll(more);
        service = Service.start(directory.resolve("skydriver"), environment);
    }

    void stop() {
        Objects.requireNonNull(service).close();
    }

    Client client() {
        return Objects.requireNonNull(service).client();
    }

    Client wms() {
        return new Client(wms.uri());
    }

    MessageBroker broker() {
        return client;
    }

    String state(String scan) {
        return client().get("/scan/" + scan + "/status").ok().path("scan_state").asText();
    }

    void awaitState(String scan, String state) {
        Awaitility.await().atMost(PATIENCE).until(() -> state(scan), state::equals);
    }

    /** The workflow of a scan, as soon as there is one. */
    String workflow(String scan) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> client().get("/scan/" + scan + "/ewms/workflow-id")
                                .ok(),
                        each -> each.path("requested_ewms_workflow").asBoolean())
                .path("workflow_id")
                .asText();
    }

    String deactivated(String workflow) {
        return wms().get("/v1/workflows/" + workflow).ok().path("deactivated").asText();
    }

    /** Starts a pilot of the scan's workflow. */
    void pilot(String scan) {
        String workflow = workflow(scan);
        JsonNode task = wms().post(
                        "/v1/query/task-directives",
                        Client.object("{\"query\": {\"workflow_id\": \"" + workflow + "\"}}"))
                .ok()
                .at("/task_directives/0");
        Map<String, String> environment = new HashMap<>(Map.of(
                "EWMS_PILOT_TASK_IMAGE", task.path("task_image").asText(),
                "EWMS_PILOT_TASK_ENV_JSON", task.path("task_env").toString(),
                "EWMS_PILOT_TIMEOUT_QUEUE_INCOMING", "3600"));
        taskforce(workflow)
                .at("/pilot_config/environment")
                .properties()
                .forEach(each -> environment.put(each.getKey(), each.getValue().asText()));
        profile(environment, "EWMS_PILOT_QUEUE_INCOMING", profile(workflow, "to-client-queue"));
        profile(environment, "EWMS_PILOT_QUEUE_OUTGOING", profile(workflow, "from-client-queue"));
        EnvironmentPilot pilot =
                new EnvironmentPilot(environment, Clock.systemUTC(), Map.of(FetchedScan.NAME, new FetchedScan()));
        pilots.add(pilot);
        threads.add(Thread.ofPlatform().name("pilot-" + scan).start(() -> run(pilot)));
    }

    private JsonNode taskforce(String workflow) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> wms().post(
                                        "/v1/query/taskforces",
                                        Client.object("{\"query\": {\"workflow_id\": \"" + workflow + "\"}}"))
                                .ok()
                                .at("/taskforces/0"),
                        JsonNode::isObject);
    }

    private static void run(EnvironmentPilot pilot) {
        try {
            pilot.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // Its queues are gone with its workflow.
            org.slf4j.LoggerFactory.getLogger(Workshop.class).info("a pilot ended: {}", e.getMessage());
        }
    }

    private JsonNode profile(String workflow, String alias) {
        return Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> wms().get("/v1/mqs/workflows/" + workflow + "/mq-profiles/public")
                                .ok()
                                .path("mqprofiles")
                                .valueStream()
                                .filter(each -> each.path("alias").asText().equals(alias)
                                        && each.path("is_activated").asBoolean())
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    private static void profile(Map<String, String> environment, String prefix, JsonNode profile) {
        environment.put(prefix, profile.path("mqid").asText());
        environment.put(prefix + "_AUTH_TOKEN", profile.path("auth_token").asText());
        environment.put(prefix + "_BROKER_TYPE", profile.path("broker_type").asText());
        environment.put(
                prefix + "_BROKER_ADDRESS", profile.path("broker_address").asText());
    }

    @Override
    public void close() throws InterruptedException {
        stop();
        pilots.forEach(EnvironmentPilot::stop);
        for (Thread each : threads) {
            each.join(PATIENCE.toMillis());
        }
        wms.close();
        client.close();
        broker.close();
    }
}
