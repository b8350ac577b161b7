package org.ewms.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Speaks to a workflow service, or to another of ours. */
final class WmsClient {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Duration LONGEST_FOLLOWED = Duration.ofDays(30);

    private final URI base;
    private final Bearer bearer;
    private final String kind;
    private final String advice;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    WmsClient(URI base, @Nullable Path tokenFile) {
        this(base, tokenFile, "workflow service", "start one with: ewms wms, or name another with --wms");
    }

    /**
     * @param kind of service, for messages
     * @param advice what to do when there is none
     */
    WmsClient(URI base, @Nullable Path tokenFile, String kind, String advice) {
        this.base = base;
        this.bearer = Bearer.of(base, tokenFile);
        this.kind = kind;
        this.advice = advice;
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    JsonNode post(String path, JsonNode body, String header, String value) throws IOException, InterruptedException {
        return send(request(path)
                .header(header, value)
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    JsonNode delete(String path) throws IOException, InterruptedException {
        return send(request(path).DELETE());
    }

    /** What is there, byte for byte. */
    byte[] download(String path) throws IOException, InterruptedException {
        HttpResponse<byte[]> response;
        try {
            response = client.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (ConnectException e) {
            throw absent();
        }
        if (response.statusCode() != 200) {
            throw refused(response.statusCode(), JSON.readTree(response.body()));
        }
        return response.body();
    }

    /** Hands over each server-sent event, its name and data, until the service ends them. */
    void follow(String path, BiConsumer<String, JsonNode> events) throws IOException, InterruptedException {
        follow(path, () -> {}, events);
    }

    /** The same. @param begun called when the service has begun to tell */
    void follow(String path, Runnable begun, BiConsumer<String, JsonNode> events)
            throws IOException, InterruptedException {
        HttpResponse<Stream<String>> response;
        try {
            response = client.send(
                    request(path).timeout(LONGEST_FOLLOWED).GET().build(), HttpResponse.BodyHandlers.ofLines());
        } catch (ConnectException e) {
            throw absent();
        }
        try (Stream<String> lines = response.body()) {
            if (response.statusCode() != 200) {
                throw refused(response.statusCode(), JSON.readTree(lines.collect(Collectors.joining())));
            }
            begun.run();
            String event = "";
            for (String line : (Iterable<String>) lines::iterator) {
                if (line.startsWith("event: ")) {
                    event = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    events.accept(event, JSON.readTree(line.substring("data: ".length())));
                }
            }
        }
    }

    private HttpRequest.Builder request(String path) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json");
        bearer.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
        return request;
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response;
        try {
            response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (ConnectException e) {
            throw absent();
        }
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (!type.matches("application/(problem\\+)?json.*")) {
            throw new ServiceException(Failures.FAILED, base + " is no " + kind);
        }
        JsonNode body = JSON.readTree(response.body());
        if (response.statusCode() / 100 != 2) {
            throw refused(response.statusCode(), body);
        }
        return body;
    }

    private ServiceException absent() {
        return new ServiceException(Failures.TIMEOUT, "no " + kind + " answers at " + base + "; " + advice);
    }

    private ServiceException refused(int status, JsonNode body) {
        String why = body.path("error").asText();
        boolean unknown = status == 401 || why.equals("authentication failed");
        return new ServiceException(code(status), unknown ? why + "; log in with: ewms login " + base : why);
    }

    private static int code(int status) {
        return switch (status) {
            case 400 -> Failures.USAGE;
            case 401, 403 -> Failures.NOT_ALLOWED;
            case 404 -> Failures.NOT_FOUND;
            case 429, 503 -> Failures.TIMEOUT;
            default -> Failures.FAILED;
        };
    }
}
