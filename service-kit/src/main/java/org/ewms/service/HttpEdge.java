package org.ewms.service;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Speaks HTTP; each request is answered on a virtual thread of its own. */
public final class HttpEdge implements AutoCloseable {
    /** Most bytes of a request's body unless said otherwise. */
    public static final int MOST_BYTES = 16 << 20;

    private static final int MAX_REASON = 500;
    private static final int WRITE_SECONDS = 30;
    private static final Logger LOG = LoggerFactory.getLogger(HttpEdge.class);

    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Dispatcher dispatcher;
    private final HttpServer server;
    private final int mostBytes;
    private volatile boolean stopping;

    /** Listens. @throws IllegalArgumentException when the address cannot be had */
    public HttpEdge(Dispatcher dispatcher, String host, int port) {
        this(dispatcher, host, port, MOST_BYTES);
    }

    /**
     * Listens.
     *
     * @param mostBytes of a request's body; one that is longer is answered with 413
     * @throws IllegalArgumentException when the address cannot be had
     */
    public HttpEdge(Dispatcher dispatcher, String host, int port, int mostBytes) {
        this.dispatcher = dispatcher;
        this.mostBytes = mostBytes;
        HttpServerOptions options = new HttpServerOptions().setHandle100ContinueAutomatically(true);
        try {
            server = vertx.createHttpServer(options)
                    .requestHandler(this::received)
                    .listen(port, host)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        } catch (RuntimeException e) {
            threads.close();
            vertx.close();
            throw new IllegalArgumentException("cannot listen on " + host + ":" + port + ": " + e.getMessage(), e);
        }
    }

    public int port() {
        return server.actualPort();
    }

    private void received(HttpServerRequest request) {
        long announced = announced(request);
        if (announced > mostBytes) {
            request.response()
                    .setStatusCode(413)
                    .putHeader("Connection", "close")
                    .end();
            return;
        }
        request.body()
                .onSuccess(body -> threads.execute(() -> answer(request, body)))
                .onFailure(broken -> request.response().reset());
    }

    private void answer(HttpServerRequest request, Buffer body) {
        Map<String, String> query = new LinkedHashMap<>();
        request.params().forEach((name, value) -> query.put(name, value));
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : Dispatcher.HEADERS) {
            String value = request.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        Dispatcher.Outgoing out = dispatcher.dispatch(new Dispatcher.Incoming(
                request.method().name(),
                request.path(),
                request.uri(),
                query,
                request.remoteAddress().hostAddress(),
                headers,
                body.getBytes()));
        HttpServerResponse response = request.response();
        response.putHeader("Content-Type", out.type());
        out.headers().forEach(response::putHeader);
        if (out.events() != null) {
            stream(response, out.events());
            return;
        }
        if (out.status() == 200 && request.method().name().equals("GET")) {
            String tag = tag(out.body());
            response.putHeader("ETag", tag);
            if (tag.equals(request.getHeader("If-None-Match"))) {
                response.setStatusCode(304).end();
                return;
            }
        }
        response.setStatusCode(out.status())
                .setStatusMessage(printable(out.reason()))
                .end(Buffer.buffer(out.body()));
    }

    private void stream(HttpServerResponse response, EventStream events) {
        response.putHeader("Cache-Control", "no-store").setChunked(true);
        try {
            events.run(new EventStream.Sink() {
                @Override
                public boolean send(String event, Object data) {
                    return written("event: " + event + "\ndata: " + dispatcher.data(data) + "\n\n");
                }

                @Override
                public boolean send(long id, String event, Object data) {
                    return written("id: " + id + "\nevent: " + event + "\ndata: " + dispatcher.data(data) + "\n\n");
                }

                @Override
                public boolean nothingNew() {
                    return written(": nothing new\n\n");
                }

                private boolean written(String text) {
                    if (stopping || response.closed()) {
                        return false;
                    }
                    try {
                        response.write(text)
                                .toCompletionStage()
                                .toCompletableFuture()
                                .get(WRITE_SECONDS, TimeUnit.SECONDS);
                        return true;
                    } catch (ExecutionException | TimeoutException e) {
                        return false;
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return false;
                    }
                }
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("an event stream broke off: {}", e.getMessage());
        }
        if (!response.closed()) {
            response.end();
        }
    }

    private static long announced(HttpServerRequest request) {
        String length = request.getHeader("Content-Length");
        try {
            return length == null ? 0 : Long.parseLong(length);
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }

    /** A reason phrase is one line of printable ASCII. */
    private static String printable(String reason) {
        String line = reason.replaceAll("[^ -~]", "?");
        return line.length() <= MAX_REASON ? line : line.substring(0, MAX_REASON);
    }

    private static String tag(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(body);
            return "\"" + HexFormat.of().formatHex(digest) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes no more requests, waits for those under way, and goes. */
    @Override
    public void close() {
        stopping = true;
        threads.shutdown();
        try {
            if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
