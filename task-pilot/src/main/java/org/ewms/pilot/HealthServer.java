package org.ewms.pilot;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Answers on this machine's loopback whether the pilot is well: {@code /health/live}, {@code /health/ready} (503 once it takes no more
 * events) and {@code /metrics} in Prometheus' text format.
 */
public final class HealthServer implements AutoCloseable {
    private final HttpServer server;

    private HealthServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Starts it.
     *
     * @param port 0 for any free one
     * @throws IOException when the port is taken
     */
    public static HealthServer start(int port, Supplier<PilotStatus> status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/health/live", exchange -> answer(exchange, 200, "ok\n"));
        server.createContext("/health/ready", exchange -> {
            boolean ready = !status.get().stopping();
            answer(exchange, ready ? 200 : 503, ready ? "ok\n" : "stopping\n");
        });
        server.createContext("/metrics", exchange -> answer(exchange, 200, metrics(status.get())));
        server.start();
        return new HealthServer(server);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private static void answer(HttpExchange exchange, int code, String text) throws IOException {
        try (exchange) {
            byte[] body = text.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
            exchange.sendResponseHeaders(code, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private static String metrics(PilotStatus status) {
        StringBuilder text = new StringBuilder();
        counter(text, "taken", status.taken());
        counter(text, "done", status.done());
        counter(text, "failed", status.failed());
        counter(text, "poisoned", status.poisoned());
        counter(text, "returned", status.returned());
        counter(text, "duplicates", status.duplicates());
        text.append("# TYPE ewms_pilot_running gauge\newms_pilot_running ")
                .append(status.running())
                .append('\n');
        text.append("# TYPE ewms_pilot_busy_seconds counter\newms_pilot_busy_seconds ")
                .append(status.busy().toMillis() / 1000.0)
                .append('\n');
        return text.toString();
    }

    private static void counter(StringBuilder text, String name, long value) {
        text.append("# TYPE ewms_pilot_")
                .append(name)
                .append("_total counter\newms_pilot_")
                .append(name)
                .append("_total ")
                .append(value)
                .append('\n');
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
