package org.ewms.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Fetches a token with client credentials, and keeps it until shortly before it ends. */
public final class ClientLogin implements Supplier<String> {
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final URI tokenUrl;
    private final String form;
    private final Clock clock;
    private final BiFunction<String, @Nullable Throwable, RuntimeException> failure;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private String token = "";
    private Instant until = Instant.EPOCH;

    /** @param failure makes what is thrown when there is no token to be had, from a message and a cause */
    public ClientLogin(
            URI tokenUrl,
            String clientId,
            String secret,
            Clock clock,
            BiFunction<String, @Nullable Throwable, RuntimeException> failure) {
        this.tokenUrl = tokenUrl;
        this.form =
                "grant_type=client_credentials&client_id=" + encoded(clientId) + "&client_secret=" + encoded(secret);
        this.clock = clock;
        this.failure = failure;
    }

    @Override
    public synchronized String get() {
        if (!clock.instant().isBefore(until)) {
            JsonNode answer = fetch();
            token = answer.path("access_token").asText();
            until = clock.instant()
                    .plusSeconds(answer.path("expires_in").asLong(60))
                    .minus(MARGIN);
        }
        return token;
    }

    private JsonNode fetch() {
        HttpRequest request = HttpRequest.newBuilder(tokenUrl)
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw failure.apply(tokenUrl + " gave no token: " + response.statusCode(), null);
            }
            return new ObjectMapper().readTree(response.body());
        } catch (IOException e) {
            throw failure.apply(tokenUrl + " gave no token: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure.apply(tokenUrl + " gave no token", e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
