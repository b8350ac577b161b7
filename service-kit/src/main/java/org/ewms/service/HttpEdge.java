package org.ewms.service;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;
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

/**
 * Speaks HTTP; each request is answered on a virtual thread of its own, one with a large body on a platform thread: reading megabytes of
 * JSON never waits, and would keep a carrier from all the others.
 */
public final class HttpEdge implements AutoCloseable {
    /** Most bytes of a request's body unless said otherwise. */
    public static final int MOST_BYTES = 16 << 20;

    /** Bodies of more bytes are large. */
    static final int LARGE = 1 << 20;

    private static final int MAX_REASON = 500;
    private static final int WRITE_SECONDS = 30;
    private static final Logger LOG = LoggerFactory.getLogger(HttpEdge.class);

    private final Vertx vertx = Vertx.vertx();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService largeThreads = Executors.newThreadPerTaskExecutor(
            Thread.ofPlatform().name("large-request-", 0).factory());
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
            largeThreads.close();
            vertx.close();
            throw new IllegalArgumentException("cannot listen on " + host + ":" + port + ": " + e.getMessage(), e);
        }
    }

    public int port() {
        return server.actualPort();
    }

    private void received(HttpServerRequest request) {
        if (announced(request) > mostBytes) {
            refuse(request);
            return;
        }
        ReceivedBody body = new ReceivedBody(mostBytes);
        request.handler(body::add);
        request.endHandler(end -> {
            if (body.size() > mostBytes) {
                refuse(request);
            } else {
                (body.size() > LARGE ? largeThreads : threads).execute(() -> answer(request, body));
            }
        });
        request.exceptionHandler(broken -> request.response().reset());
    }

    private static void refuse(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2) {
            // What is left of the body is not read.
            request.response().putHeader("Connection", "close");
        }
        request.response().setStatusCode(413).end();
    }

    private void answer(HttpServerRequest request, ReceivedBody body) {
        Map<String, String> query = new LinkedHashMap<>();
        request.params().forEach((name, value) -> query.put(name, value));
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : Dispatcher.HEADERS) {
            String value = request.getHeader(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        // HTTP/2 has no header for it.
        HostAndPort host = request.authority();
        if (host != null) {
            headers.put(ProtectedResource.HOST, host.toString());
        }
        Dispatcher.Outgoing out = dispatcher.dispatch(new Dispatcher.Incoming(
                request.method().name(),
                request.path(),
                request.uri(),
                query,
                request.remoteAddress().hostAddress(),
                headers,
                body));
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
        response.setStatusCode(out.status()).setStatusMessage(printable(out.reason()));
        write(response, out.body());
    }

    /** A large body goes out in pieces, each when the one before has gone. */
    private static void write(HttpServerResponse response, byte[] body) {
        if (body.length <= LARGE) {
            response.end(Buffer.buffer(body));
            return;
        }
        response.putHeader("Content-Length", Integer.toString(body.length));
        for (int from = 0; from < body.length; from += LARGE) {
            int length = Math.min(LARGE, body.length - from);
            if (!written(response, Buffer.buffer(length).appendBytes(body, from, length))) {
                response.reset();
                return;
            }
        }
        response.end();
    }

    private static boolean written(HttpServerResponse response, Buffer piece) {
        try {
            response.write(piece).toCompletionStage().toCompletableFuture().get(WRITE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
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
                    return !stopping && !response.closed() && HttpEdge.written(response, Buffer.buffer(text));
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
        end(largeThreads);
        end(threads);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static void end(ExecutorService threads) {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(5, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
