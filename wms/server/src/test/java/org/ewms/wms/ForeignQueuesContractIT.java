package org.ewms.wms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ewms.wms.Client.request;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parity rows 12 and 22 with a queue service that is somebody else's, says little, and fails. */
class ForeignQueuesContractIT {
    private final Map<String, AtomicInteger> activations = new ConcurrentHashMap<>();
    private final AtomicBoolean failing = new AtomicBoolean();
    private HttpServer queues;
    private Service service;

    @BeforeEach
    void start(@TempDir Path directory) throws IOException {
        queues = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        queues.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        queues.createContext("/v1/mqs/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            exchange.getRequestBody().readAllBytes();
            int status = 200;
            String body;
            if (path.endsWith("/reservation")) {
                body = "{\"mqgroup\": {}, \"mqprofiles\": [{\"mqid\": \"q1\", \"alias\": \"in\", \"extra\": 1},"
                        + " {\"mqid\": \"q2\", \"alias\": \"out\"}]}";
            } else if (path.endsWith("/activation")) {
                activations.computeIfAbsent(path, each -> new AtomicInteger()).incrementAndGet();
                status = failing.get() ? 500 : 200;
                body = "{}";
            } else {
                body = "{\"mqid\": \"" + path.substring(path.lastIndexOf('/') + 1) + "\", \"extra\": true}";
            }
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        queues.start();
        service = Service.start(
                directory,
                Map.of("MQS_ADDRESS", "http://127.0.0.1:" + queues.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        service.close();
        queues.stop(0);
    }

    @Test
    void its_queues_are_used_whatever_else_it_says_of_them() {
        Client client = service.client();
        String uuid = client.offered(request("test-alpha"));
        var offer = client.offer("pending-starter", "SCHEDD1", "").orElseThrow();
        assertThat(offer.at("/taskforce/taskforce_uuid").asText()).isEqualTo(uuid);
        assertThat(offer.path("mqprofiles").findValuesAsText("mqid")).containsExactly("q1", "q2");
        assertThat(offer.at("/mqprofiles/0/extra").asBoolean()).isTrue();
    }

    @Test
    void a_workflow_it_refuses_waits_with_growing_pauses_and_holds_up_no_other() {
        Client client = service.client();
        failing.set(true);
        String refused = client.submit(request("test-alpha"))
                .at("/taskforces/0/taskforce_uuid")
                .asText();
        Awaitility.await().atMost(java.time.Duration.ofSeconds(60)).until(() -> !activations.isEmpty());
        failing.set(false);
        client.offered(request("test-beta"));
        client.awaitPhase(refused, "pending-starter");
        assertThat(client.taskforce(refused).path("phase_change_log").findValuesAsText("was_successful"))
                .containsSubsequence("true", "false", "true", "true");
        assertThat(activations.values())
                .allSatisfy(each -> assertThat(each.get()).isLessThan(5));
    }

    @Test
    void an_abort_while_activation_fails_is_not_undone() {
        Client client = service.client();
        failing.set(true);
        var reply = client.submit(request("test-alpha"));
        Awaitility.await().atMost(java.time.Duration.ofSeconds(60)).until(() -> !activations.isEmpty());
        String id = reply.at("/workflow/workflow_id").asText();
        client.post("/v1/workflows/" + id + "/actions/abort", "{}").ok();
        failing.set(false);
        client.offered(request("test-beta"));
        assertThat(client.phase(reply.at("/taskforces/0/taskforce_uuid").asText()))
                .isEqualTo("pending-stopper");
    }
}
