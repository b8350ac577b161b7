package org.ewms.pilot.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.MessageBroker;
import org.ewms.pilot.PilotFailedException;
import org.ewms.pilot.StopReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a pilot tells of its tasks while they run: to a web service, and to a queue. */
@Timeout(120)
class ReportsIT {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    Path directory;

    private final List<JsonNode> reports = new CopyOnWriteArrayList<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private Station station = NoStation.HERE;
    private HttpServer service = HttpServer.create();

    ReportsIT() throws IOException {}

    @BeforeEach
    void start() throws Exception {
        station = Station.start("embedded", directory.resolve("broker"));
        service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        service.createContext("/pilots/mine", exchange -> {
            reports.add(JSON.readTree(exchange.getRequestBody().readAllBytes()));
            tokens.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        service.start();
    }

    @AfterEach
    void stop() throws Exception {
        service.stop(0);
        station.close();
    }

    private Trial trial(String runner) {
        return new Trial(station, runner, directory)
                .set(
                        "EWMS_PILOT_STATUS_URL",
                        "http://127.0.0.1:" + service.getAddress().getPort() + "/pilots/mine")
                .set("EWMS_PILOT_STATUS_INTERVAL", "1");
    }

    private static StopReason run(Trial trial) {
        try {
            return trial.run();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void how_far_a_running_task_is_stands_in_the_status_reports() throws Exception {
        String code = """
                import os, time
                def task(text):
                    open(os.environ["EWMS_TASK_PROGRESSFILE"], "w").write("0.25 fitting\\n")
                    while not os.path.exists("%s"): time.sleep(0.05)
                    return text
                """;
        Path go = directory.resolve("go");
        Path token = Files.writeString(directory.resolve("token"), "abc\n");
        try (Trial trial = trial("command")
                .set("EWMS_PILOT_STATUS_TOKEN_FILE", token.toString())
                .task(code.formatted(go))) {
            trial.items(1);
            CompletableFuture<StopReason> end = CompletableFuture.supplyAsync(() -> run(trial));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> reports.stream()
                            .anyMatch(each -> !each.path("progress").isEmpty()));
            Files.createFile(go);
            assertThat(end.join()).isEqualTo(StopReason.IDLE);
        }
        JsonNode told = reports.stream()
                .map(each -> each.path("progress").path(0))
                .filter(each -> !each.isMissingNode())
                .findFirst()
                .orElseThrow();
        assertThat(told.path("fraction").doubleValue()).isEqualTo(0.25);
        assertThat(told.path("text").textValue()).isEqualTo("fitting");
        JsonNode last = reports.getLast();
        assertThat(last.path("status").textValue()).isEqualTo("Done");
        assertThat(last.at("/tasks/success").intValue()).isEqualTo(1);
        assertThat(last.path("progress")).isEmpty();
        assertThat(tokens).containsOnly("PUT Bearer abc");
    }

    @Test
    void a_resident_worker_tells_its_progress_in_a_frame() throws Exception {
        String code = """
                import time
                def task(text):
                    o.write(b"progress 10\\n0.5 round2"); o.flush()
                    while not os.path.exists("%s"): time.sleep(0.05)
                    return text
                """;
        Path go = directory.resolve("go");
        try (Trial trial = trial("resident").task(code.formatted(go))) {
            trial.items(1);
            CompletableFuture<StopReason> end = CompletableFuture.supplyAsync(() -> run(trial));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> reports.stream()
                            .anyMatch(each -> each.at("/progress/0/fraction").doubleValue() == 0.5));
            Files.createFile(go);
            assertThat(end.join()).isEqualTo(StopReason.IDLE);
            assertThat(trial.texts(1)).containsExactly("item0");
        }
    }

    @Test
    void a_failed_pilot_says_why_in_its_last_reports() throws Exception {
        try (Trial trial = trial("command").task("def task(text): raise ValueError(\"gotta fail!\")\n")) {
            trial.items(1);
            org.assertj.core.api.Assertions.assertThatThrownBy(trial::run).isInstanceOf(PilotFailedException.class);
        }
        JsonNode last = reports.getLast();
        assertThat(last.path("status").textValue()).isEqualTo("FatalError");
        assertThat(last.path("error").textValue()).contains("1 TASK(S) FAILED").contains("gotta fail!");
        assertThat(last.at("/tasks/failed").intValue()).isEqualTo(1);
    }

    @Test
    void a_status_service_that_is_not_there_harms_no_task() throws Exception {
        service.stop(0);
        try (Trial trial = trial("command").task("def task(text): return text\n")) {
            trial.items(2);
            assertThat(trial.run()).isEqualTo(StopReason.IDLE);
            assertThat(trial.texts(2)).hasSize(2);
        }
    }

    @Test
    void a_token_file_that_holds_no_token_harms_no_task_and_nothing_is_sent() throws Exception {
        Path token = Files.writeString(directory.resolve("token"), "two\nlines\n");
        try (Trial trial = trial("command")
                .set("EWMS_PILOT_STATUS_TOKEN_FILE", token.toString())
                .task("def task(text): return text\n")) {
            trial.items(1);
            assertThat(trial.run()).isEqualTo(StopReason.IDLE);
            assertThat(trial.texts(1)).hasSize(1);
        }
        assertThat(reports).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"command", "resident"})
    void what_tasks_print_comes_through_the_log_queue(String runner) throws Exception {
        String code = """
                import sys
                def task(text):
                    sys.stderr.write("about " + text + "\\n"); sys.stderr.flush()
                    return text
                """;
        try (Trial trial = trial(runner).task(code).set("EWMS_PILOT_TASK_LOG_QUEUE", "printed")) {
            trial.items(3);
            assertThat(trial.run()).isEqualTo(StopReason.IDLE);
            List<Message> pieces = trial.drained("printed", 3);
            assertThat(pieces).allSatisfy(piece -> {
                String item = new String(piece.body(), UTF_8).strip().substring("about ".length());
                assertThat(piece.headers())
                        .containsEntry("log-attempt", "1")
                        .containsEntry("log-stream", "stderr")
                        .containsKey("log-number");
                assertThat(piece.headers().get("log-event")).endsWith("-" + item.substring("item".length()));
            });
            assertThat(pieces)
                    .extracting(piece -> piece.headers().get("log-pilot"))
                    .hasSize(3)
                    .containsOnly(pieces.getFirst().headers().get("log-pilot"));
            trial.broker.delete("printed");
            trial.broker.delete(MessageBroker.deadLetterQueue("printed"));
        }
    }
}
