package org.ewms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts brought to {@code ewms up}, which is killed while their notices are refused. */
class AlertsUpIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String ALERT = "900000-11";

    @TempDir
    private Path directory = Path.of("set by JUnit");

    private final AtomicBoolean refuses = new AtomicBoolean(true);
    private final AtomicInteger refused = new AtomicInteger();
    private final List<String> taken = new CopyOnWriteArrayList<>();

    private void notice(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            if (refuses.get()) {
                refused.incrementAndGet();
                exchange.sendResponseHeaders(503, -1);
            } else {
                taken.add(exchange.getRequestHeaders().getFirst("Idempotency-Key"));
                exchange.sendResponseHeaders(200, -1);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private EwmsProcess up(Path alerts, int scans) throws Exception {
        EwmsProcess up = EwmsProcess.start(
                directory,
                "up",
                "--port",
                0,
                "--skydriver-port",
                scans,
                "--slots",
                2,
                "--warm-pilots",
                0,
                "--data",
                directory.resolve("data"),
                "--alerts",
                alerts);
        up.awaitLine(line -> line.startsWith("skydriver http"));
        return up;
    }

    private static List<String> said(int scans, Object... words) {
        List<Object> all = new ArrayList<>(List.of("alerts"));
        all.addAll(List.of(words));
        all.addAll(List.of("--skydriver", "http://127.0.0.1:" + scans));
        return EwmsRun.of(all.toArray()).lines();
    }

    @Test
    void an_alert_becomes_scans_and_notices_once_each_though_everything_was_killed_meanwhile() throws Exception {
        HttpServer hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/", this::notice);
        hook.start();
        int scans = freePort();
        Path alerts = Files.writeString(directory.resolve("alerts.yaml"), """
                sinks: {hook: {webhook: "http://127.0.0.1:%d/notices"}}
                rules:
                  - name: all
                    prompt: {reco: dummy, nsides: "1:0", clusters: {local: 1}}
                    refined: {reco: dummy, nsides: "1:0,2:4", clusters: {local: 1}}
                    notify: hook
                """.formatted(
                        hook.getAddress().getPort()));
        Path events = Files.createDirectories(directory.resolve("events"));
        Files.copy(BundledEvent.path(), events.resolve("one.json"));
        assertThat(EwmsRun.of("alerts", "check", alerts).lines()).contains("rule 'all' scans and tells hook");
        try {
            try (EwmsProcess up = up(alerts, scans)) {
                List<String> posted = said(scans, "replay", events, "--output-mode", "json");
                assertThat(JSON.readTree(posted.getFirst()).path("alert_id").asText())
                        .isEqualTo(ALERT);
                Awaitility.await().atMost(PATIENCE).until(() -> refused.get() >= 2);
                up.kill();
            }
            refuses.set(false);
            try (EwmsProcess up = up(alerts, scans)) {
                List<String> lines = said(scans, "replay", events, "--wait", "--output-mode", "json");
                JsonNode alert = JSON.readTree(lines.getFirst());
                assertThat(alert.path("state").asText()).isEqualTo("done");
                assertThat(alert.path("content_revision").asInt()).isEqualTo(1);
                assertThat(alert.path("scans")).hasSize(2);
                JsonNode summary = JSON.readTree(lines.getLast());
                assertThat(summary.path("done").asInt()).isEqualTo(1);
                assertThat(summary.path("notices").asInt()).isEqualTo(2);
                assertThat(String.join("\n", said(scans, "list"))).contains(ALERT, "done");
                assertThat(said(scans, "retract", ALERT, "--reason", "a test").getFirst())
                        .isEqualTo(ALERT + "  retracted: a test");
                Awaitility.await().atMost(PATIENCE).until(() -> taken.size() >= 3);
                assertThat(String.join("\n", said(scans, "get", ALERT))).contains("notice 3 retraction  hook sent");
            }
            assertThat(taken).containsExactly(ALERT + "/1/hook", ALERT + "/2/hook", ALERT + "/3/hook");
        } finally {
            hook.stop(0);
        }
    }
}
