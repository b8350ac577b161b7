package org.ewms.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Speaks to a workflow service. */
final class WmsClient {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI base;
    private final @Nullable Path tokenFile;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

    WmsClient(URI base, @Nullable Path tokenFile) {
        this.base = base;
        this.tokenFile = tokenFile;
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    JsonNode post(String path, JsonNode body) throws IOException, InterruptedException {
        return send(request(path).POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    private HttpRequest.Builder request(String path) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json");
        return tokenFile == null
                ? request
                : request.header(
                        "Authorization", "Bearer " + Files.readString(tokenFile).strip());
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response;
        try {
            response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (ConnectException e) {
            throw new ServiceException(
                    Failures.TIMEOUT,
                    "no workflow service answers at " + base
                            + "; start one with: ewms wms, or name another with --wms");
        }
        String type = response.headers().firstValue("Content-Type").orElse("");
        if (!type.startsWith("application/json")) {
            throw new ServiceException(Failures.FAILED, base + " is no workflow service");
        }
        JsonNode body = JSON.readTree(response.body());
        if (response.statusCode() / 100 != 2) {
            throw new ServiceException(
                    code(response.statusCode()), body.path("error").asText());
        }
        return body;
    }

    private static int code(int status) {
        return switch (status) {
            case 400 -> Failures.USAGE;
            case 401, 403 -> Failures.NOT_ALLOWED;
            case 404 -> Failures.NOT_FOUND;
            case 503 -> Failures.TIMEOUT;
            default -> Failures.FAILED;
        };
    }
}
