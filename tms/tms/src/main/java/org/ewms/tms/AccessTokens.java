package org.ewms.tms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Gives the bearer token for the workflow service; empty when it asks for none. */
@FunctionalInterface
public interface AccessTokens {
    /** A token that is good now. */
    String token() throws IOException, InterruptedException;

    /** No authentication. */
    static AccessTokens none() {
        return () -> "";
    }

    /** From a file, read anew each time. */
    static AccessTokens ofFile(Path file) {
        return () -> Files.readString(file).strip();
    }

    /**
     * By the OAuth 2 client-credentials grant; kept until shortly before it ends.
     *
     * @param provider its address, or that of the place where it gives tokens
     */
    static AccessTokens ofClient(URI provider, String clientId, String secret, HttpClient http, Clock clock) {
        return new AccessTokens() {
            private String token = "";
            private Instant until = Instant.MIN;
            private @Nullable URI endpoint;

            @Override
            public synchronized String token() throws IOException, InterruptedException {
                if (clock.instant().isBefore(until)) {
                    return token;
                }
                URI tokenUrl = endpoint == null ? TokenEndpoint.of(provider, http) : endpoint;
                endpoint = tokenUrl;
                String form = "grant_type=client_credentials&client_id=" + encoded(clientId) + "&client_secret="
                        + encoded(secret);
                HttpResponse<byte[]> answer = http.send(
                        HttpRequest.newBuilder(tokenUrl)
                                .timeout(Duration.ofSeconds(30))
                                .header("Content-Type", "application/x-www-form-urlencoded")
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
                JsonNode body = answer.statusCode() == 200
                        ? JsonMapper.builder().build().readTree(answer.body())
                        : null;
                if (body == null || !body.path("access_token").isTextual()) {
                    throw new IOException(tokenUrl + " gave no access token (status " + answer.statusCode()
                            + "); check EWMS_CLIENT_ID and EWMS_CLIENT_SECRET");
                }
                token = body.path("access_token").asText();
                until = clock.instant()
                        .plusSeconds(Math.max(0, body.path("expires_in").asLong(60) - 30));
                return token;
            }
        };
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
