package org.ewms.batch.kubernetes.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A server that talks without end. */
class AnswerLimitTest {
    private static final int LIMIT = 100_000;

    private final AtomicLong sent = new AtomicLong();
    private HttpServer server;

    AnswerLimitTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    @BeforeEach
    void start() {
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            boolean endless = exchange.getRequestURI().getPath().contains("/pods");
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write("{\"kind\":\"JobList\",\"items\":[],\"x\":\""
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
                byte[] piece = "y".repeat(8_192).getBytes(java.nio.charset.StandardCharsets.UTF_8);
                while (endless) {
                    out.write(piece);
                    sent.addAndGet(piece.length);
                }
                out.write("\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private KubernetesClient client() {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder()
                        .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .withHttpClientBuilderConsumer(
                        http -> http.addOrReplaceInterceptor("answer-limit", new AnswerLimit(LIMIT)))
                .build();
    }

    @Test
    void an_endless_answer_is_broken_off_and_a_short_one_is_not() {
        try (KubernetesClient client = client()) {
            assertThat(client.batch().v1().jobs().inNamespace("a").list().getItems())
                    .isEmpty();
            assertThatThrownBy(() -> client.pods().inNamespace("a").list())
                    .hasStackTraceContaining("the answer has more than " + LIMIT + " bytes");
        }
        assertThat(sent.get()).isLessThan(100L * LIMIT);
    }
}
