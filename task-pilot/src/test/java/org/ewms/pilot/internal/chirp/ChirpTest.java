package org.ewms.pilot.internal.chirp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ChirpTest {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1234), ZoneOffset.UTC);

    @TempDir
    Path scratch;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private ServerSocket server = unbound();
    private Thread serving = Thread.currentThread();

    private static ServerSocket unbound() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @BeforeEach
    void serve() throws IOException {
        Files.writeString(scratch.resolve(".chirp.config"), "127.0.0.1 " + server.getLocalPort() + " c00kie\n");
        serving = Thread.ofPlatform().daemon().start(() -> serve(server));
    }

    @AfterEach
    void end() throws IOException {
        server.close();
    }

    /** A server of the protocol: a line in, a number out. */
    private void serve(ServerSocket from) {
        while (!from.isClosed()) {
            try (Socket socket = from.accept();
                    var lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    heard.add(line);
                    socket.getOutputStream().write("0\n".getBytes(UTF_8));
                }
            } catch (IOException e) {
                continue;
            }
        }
    }

    private Chirp chirp(boolean eventLog, Duration limit) {
        return Chirp.start(Map.of("_CONDOR_SCRATCH_DIR", scratch.toString()), eventLog, limit, CLOCK)
                .orElseThrow();
    }

    @Test
    void status_and_errors_become_attributes_of_the_job_at_once() {
        try (Chirp chirp = chirp(false, Duration.ofHours(1))) {
            chirp.status("Tasking");
            await().until(() -> heard.contains("set_job_attr HTChirpEWMSPilotStatus \"Tasking\""));
            chirp.error("ValueError: a \"b\"", "c\nd");
            await().until(() ->
                    heard.contains("set_job_attr HTChirpEWMSPilotError \"ValueError:\\ a\\ \\\\\"b\\\\\"\""));
        }
        assertThat(heard)
                .contains("cookie c00kie", "set_job_attr HTChirpEWMSPilotLastUpdatedTimestamp 1234")
                .contains("set_job_attr HTChirpEWMSPilotErrorTraceback \"c\\\\nd\"");
    }

    @Test
    void or_lines_of_its_event_log() {
        try (Chirp chirp = chirp(true, Duration.ofHours(1))) {
            chirp.started();
            chirp.status("Running Init");
        }
        assertThat(heard)
                .contains("ulog HTChirpEWMSPilotStatus:\\ \"Running\\ Init\"")
                .contains("ulog HTChirpEWMSPilotStartedTimestamp:\\ 1234");
    }

    @Test
    void totals_wait_for_the_rate_limit_the_latest_counts_and_zeros_are_not_told() {
        try (Chirp chirp = chirp(false, Duration.ofHours(1))) {
            chirp.totals(1, 0);
            await().until(() -> heard.contains("set_job_attr HTChirpEWMSPilotTasksTotal 1"));
            chirp.totals(2, 0);
            chirp.totals(3, 0);
        }
        assertThat(heard)
                .contains("set_job_attr HTChirpEWMSPilotTasksSuccess 3")
                .doesNotContain("set_job_attr HTChirpEWMSPilotTasksSuccess 2")
                .noneMatch(line -> line.contains("TasksFailed"));
    }

    @Test
    void how_long_a_task_takes_is_told_to_three_digits() {
        try (Chirp chirp = chirp(true, Duration.ofHours(1))) {
            chirp.pace(1234.5678);
        }
        try (Chirp chirp = chirp(true, Duration.ofHours(1))) {
            chirp.pace(0.0123456);
        }
        assertThat(heard)
                .contains("ulog HTChirpEWMSPilotTaskSeconds:\\ 1230")
                .contains("ulog HTChirpEWMSPilotTaskSeconds:\\ 0.0123");
    }

    @Test
    void a_text_too_long_for_the_protocol_is_cut() {
        assertThat(ChirpLine.log("X", "\"\\ ".repeat(1000)))
                .hasSizeLessThan(1000)
                .endsWith("...\"");
    }

    @Test
    void outside_a_job_there_is_nobody_to_tell() {
        assertThat(Chirp.start(
                        Map.of("_CONDOR_SCRATCH_DIR", scratch.resolve("none").toString()),
                        false,
                        Duration.ofSeconds(1),
                        CLOCK))
                .isEmpty();
    }

    @Test
    void what_cannot_be_told_is_kept_until_it_can() throws Exception {
        int port = server.getLocalPort();
        server.close();
        // The port is free only when nobody waits for a connection there any more.
        serving.join();
        try (Chirp chirp = chirp(false, Duration.ofHours(1))) {
            chirp.status("Tasking");
            server = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
            ServerSocket again = server;
            Thread.ofPlatform().daemon().start(() -> serve(again));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> heard.contains("set_job_attr HTChirpEWMSPilotStatus \"Tasking\""));
        }
    }
}
