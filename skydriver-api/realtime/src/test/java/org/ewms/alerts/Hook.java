package org.ewms.alerts;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A real HTTP server that takes notices, and refuses some first. */
final class Hook implements AutoCloseable {
    /** A notice that it accepted. */
    record Taken(String key, String authorization, String body) {}

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final AtomicInteger refusals = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final List<Taken> taken = new CopyOnWriteArrayList<>();

    Hook() throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(this::handle)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(30, TimeUnit.SECONDS);
    }

    private void handle(HttpServerRequest request) {
        String key = String.valueOf(request.getHeader("Idempotency-Key"));
        String authorization = String.valueOf(request.getHeader("Authorization"));
        request.body().onSuccess(body -> {
            if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                refused.incrementAndGet();
                request.response().setStatusCode(503).end();
            } else {
                taken.add(new Taken(key, authorization, body.toString()));
                request.response().setStatusCode(202).end();
            }
        });
    }

    /** Refuses so many from now on. */
    void refuse(int times) {
        refusals.set(times);
    }

    int refused() {
        return refused.get();
    }

    List<Taken> taken() {
        return List.copyOf(taken);
    }

    List<String> keys() {
        return taken.stream().map(Taken::key).toList();
    }

    String uri() {
        return "http://127.0.0.1:" + server.actualPort() + "/notices";
    }

    @Override
    public void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
