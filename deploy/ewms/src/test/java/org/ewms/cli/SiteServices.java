package org.ewms.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.ewms.mqclient.Delivery;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;
import org.ewms.mqclient.SubscriberOptions;
import org.ewms.mqclient.Subscription;

/** A workflow service and a TMS that serves the site {@code here}, each in a process of its own, as a user starts them. */
record SiteServices(EwmsProcess service, EwmsProcess tms, WmsClient client) implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** @param environment of the service */
    static SiteServices start(Path directory, Path sites, Map<String, String> environment) throws Exception {
        Map<String, String> all = new java.util.HashMap<>(environment);
        all.put("EWMS_CLUSTER_LOCATIONS", "here");
        EwmsProcess service = EwmsProcess.start(directory, all, "wms", "--port", 0, "--data", directory.resolve("wms"));
        URI address = URI.create(
                service.awaitLine(line -> line.startsWith("wms http")).substring(4));
        EwmsProcess tms = EwmsProcess.start(
                directory, Map.of("EWMS_LOG", "info"), "tms", "--sites", sites, "--wms", address, "--name", "test");
        tms.awaitLine(line -> line.contains("serves here"));
        return new SiteServices(service, tms, new WmsClient(address, null));
    }

    /** The workflow's id. */
    String submit(ObjectNode request) throws Exception {
        return client.post("/v1/workflows", request)
                .path("workflow")
                .path("workflow_id")
                .asText();
    }

    /** Puts events {@code e0} … in, each its own name. */
    void publish(String workflow, int events) throws Exception {
        WorkflowQueue queue = WorkflowQueue.of(client, workflow, "events", PATIENCE);
        try (MessageBroker broker = queue.connect(PATIENCE);
                Publisher publisher = broker.publisher(queue.name(), PublisherOptions.defaults())) {
            publisher.publishAll(IntStream.range(0, events)
                    .mapToObj(i -> Message.of("e" + i, ("e" + i).getBytes(StandardCharsets.UTF_8)))
                    .toList());
        }
    }

    /** Takes so many results; fails when one comes twice. */
    Set<String> results(String workflow, int number) throws Exception {
        WorkflowQueue queue = WorkflowQueue.of(client, workflow, "results", PATIENCE);
        Set<String> all = new HashSet<>();
        try (MessageBroker broker = queue.connect(PATIENCE);
                Subscription subscription = broker.subscribe(
                        queue.name(), SubscriberOptions.defaults().withPrefetch(200))) {
            while (all.size() < number) {
                Delivery delivery = Objects.requireNonNull(
                        subscription.receive(PATIENCE), "no further result came after " + all.size());
                if (!all.add(new String(delivery.message().body(), StandardCharsets.UTF_8))) {
                    throw new AssertionError("twice: " + delivery.message().id());
                }
                delivery.ack();
            }
        }
        return all;
    }

    /** Its only taskforce, or one of them. */
    JsonNode taskforce(String workflow) throws Exception {
        ObjectNode query = Json.object();
        query.putObject("query").put("workflow_id", workflow);
        return client.post("/v1/query/taskforces", query).path("taskforces").path(0);
    }

    /** What is decided about the workers of its only task. */
    JsonNode scaling(String workflow) throws Exception {
        return client.get("/v1/workflows/" + workflow + "/explain").at("/scaling/0");
    }

    @Override
    public void close() throws InterruptedException {
        tms.close();
        service.close();
    }
}
