package org.ewms.mqclient.pulsar.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.ewms.mqclient.ClosedException;
import org.ewms.mqclient.ConnectOptions;
import org.ewms.mqclient.Credential;
import org.jspecify.annotations.Nullable;

/** Pulsar's administration REST interface, as far as queues need it. The token is asked for at every call. */
final class Admin implements AutoCloseable {
    static final int NOT_FOUND = 404;
    static final int CONFLICT = 409;

    private static final Duration LONGEST_CALL = Duration.ofSeconds(20);
    private static final JsonMapper JSON = new JsonMapper();

    private final Endpoint endpoint;
    private final @Nullable Credential credential;
    private final Duration limit;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http;
    private volatile boolean closed;

    Admin(Endpoint endpoint, ConnectOptions options) {
        this.endpoint = endpoint;
        this.credential = options.credential();
        this.limit = options.deadline().compareTo(LONGEST_CALL) < 0 ? options.deadline() : LONGEST_CALL;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(limit)
                .executor(threads)
                .build();
    }

    /**
     * Calls.
     *
     * @param path below the topic of {@code queue}, empty for the topic itself
     * @param body JSON text to send, or null
     * @return the answer, a missing node when it is empty
     * @throws AdminException when the broker says no
     */
    JsonNode call(String method, String queue, String path, @Nullable String body)
            throws IOException, InterruptedException {
        if (closed) {
            throw new ClosedException("the connection to " + endpoint.name() + " was closed");
        }
        var uri = URI.create(endpoint.admin() + "/admin/v2/persistent/" + endpoint.namespace() + "/" + queue + path);
        var request = HttpRequest.newBuilder(uri).timeout(limit).header("Content-Type", "application/json");
        if (credential != null) {
            request.header("Authorization", "Bearer " + credential.secret());
        }
        request.method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
        if (response.statusCode() >= 300) {
            throw new AdminException(response.statusCode(), reason(response));
        }
        return response.body().length == 0 ? JSON.missingNode() : JSON.readTree(response.body());
    }

    /** Calls, and takes this status for a success as well; returns whether it was none. */
    boolean callUnless(int excused, String method, String queue, String path, @Nullable String body)
            throws IOException, InterruptedException {
        try {
            call(method, queue, path, body);
            return true;
        } catch (AdminException e) {
            if (e.status() == excused) {
                return false;
            }
            throw e;
        }
    }

    /** Interrupts what is under way. */
    @Override
    public void close() {
        closed = true;
        http.shutdownNow();
        threads.shutdownNow();
    }

    private String reason(HttpResponse<byte[]> response) {
        String text = "HTTP " + response.statusCode() + " from " + endpoint.admin();
        try {
            JsonNode reason = JSON.readTree(response.body()).path("reason");
            return reason.isTextual() ? text + ": " + firstLine(reason.asText()) : text;
        } catch (IOException e) {
            return text;
        }
    }

    private static String firstLine(String text) {
        String line = text.lines().findFirst().orElse("").strip();
        return line.length() <= 300 ? line : line.substring(0, 300);
    }
}
