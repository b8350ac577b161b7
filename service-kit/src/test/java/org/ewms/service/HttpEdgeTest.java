package org.ewms.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpEdgeTest {
    private static final int MOST = 8 << 20;
    private static final int PATIENCE_SECONDS = 120;

    private enum Reader implements Role {
        READER;

        @Override
        public boolean everywhere() {
            return true;
        }
    }

    /** As many as there are carriers of virtual threads, and one more. */
    private final int many = Runtime.getRuntime().availableProcessors() + 1;

    private final CountDownLatch entered = new CountDownLatch(many);
    private volatile boolean held;
    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpEdge edge = new HttpEdge(
            new Dispatcher(
                    List.of(
                            Route.of("GET", "/small", List.of(Reader.READER), call -> Reply.nothing()),
                            Route.of(
                                    "GET",
                                    "/large",
                                    List.of(Reader.READER),
                                    call -> Reply.text("text/plain", text(5 << 20))),
                            Route.of("PUT", "/text", List.of(), call -> Reply.ok(call.body())),
                            Route.of("PUT", "/held", List.of(Reader.READER), call -> Reply.ok(call.body()))),
                    List.of(),
                    (authorization, roles) -> admitted(authorization),
                    new RateLimit(0, Clock.systemUTC()),
                    new Meters(),
                    Faults.NONE),
            "127.0.0.1",
            0,
            MOST);

    @AfterEach
    void stop() {
        held = false;
        edge.close();
    }

    /** Whoever says so stays here, at work like a parser, in the thread that is about to read the body. */
    private Caller admitted(@org.jspecify.annotations.Nullable String authorization) {
        if ("hold".equals(authorization)) {
            entered.countDown();
            while (held) {
                Thread.onSpinWait();
            }
        }
        return Caller.anybody(Reader.READER);
    }

    private static String text(int length) {
        return "0123456789".repeat(length / 10 + 1).substring(0, length);
    }

    private static String json(int length) {
        return "{\"text\":\"" + text(length) + "\"}";
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + edge.port() + path))
                .timeout(Duration.ofSeconds(PATIENCE_SECONDS));
    }

    private HttpResponse<String> put(BodyPublisher body) throws Exception {
        return http.send(request("/text").PUT(body).build(), BodyHandlers.ofString());
    }

    private static BodyPublisher unannounced(String body) {
        return BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void others_are_answered_while_large_bodies_are_being_read() throws Exception {
        held = true;
        List<CompletableFuture<HttpResponse<String>>> large = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            large.add(http.sendAsync(
                    request("/held")
                            .header("Authorization", "hold")
                            .PUT(BodyPublishers.ofString(json(HttpEdge.LARGE + i)))
                            .build(),
                    BodyHandlers.ofString()));
        }
        assertThat(entered.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(http.send(request("/small").GET().build(), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
        assertThat(large).noneMatch(CompletableFuture::isDone);
        held = false;
        for (int i = 0; i < many; i++) {
            assertThat(large.get(i).get(PATIENCE_SECONDS, TimeUnit.SECONDS).body())
                    .isEqualTo(json(HttpEdge.LARGE + i));
        }
    }

    @Test
    void a_body_that_comes_in_pieces_is_put_together() throws Exception {
        String body = json(3 << 20);
        assertThat(put(unannounced(body)).body()).isEqualTo(body);
    }

    @Test
    void a_body_that_is_too_long_is_refused_though_it_does_not_say_how_long_it_is() throws Exception {
        assertThat(put(unannounced(json(MOST))).statusCode()).isEqualTo(413);
    }

    @Test
    void a_large_answer_arrives_whole() throws Exception {
        HttpResponse<String> answer = http.send(request("/large").GET().build(), BodyHandlers.ofString());
        assertThat(answer.body()).isEqualTo(text(5 << 20));
        assertThat(answer.headers().firstValue("Content-Length")).hasValue(Integer.toString(5 << 20));
    }
}
