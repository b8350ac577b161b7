package org.ewms.pilot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class HealthServerTest {
    private final AtomicBoolean stopping = new AtomicBoolean();

    private PilotStatus status() {
        return new PilotStatus(7, 1, 5, 1, 0, 0, 0, 0, Duration.ofMillis(1500), stopping.get(), null);
    }

    private static HttpResponse<String> get(HealthServer server, String path) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    @Test
    void a_pilot_is_alive_and_ready_until_it_stops_and_tells_its_counts() throws IOException, InterruptedException {
        try (HealthServer server = HealthServer.start(0, this::status)) {
            assertThat(get(server, "/health/live").statusCode()).isEqualTo(200);
            assertThat(get(server, "/health/ready").statusCode()).isEqualTo(200);
            assertThat(get(server, "/metrics").body())
                    .contains("ewms_pilot_done_total 5\n", "ewms_pilot_running 1\n", "ewms_pilot_busy_seconds 1.5\n");
            stopping.set(true);
            assertThat(get(server, "/health/live").statusCode()).isEqualTo(200);
            assertThat(get(server, "/health/ready").statusCode()).isEqualTo(503);
        }
    }
}
