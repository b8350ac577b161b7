package org.ewms.tms;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Where a provider gives tokens: {@code EWMS_TOKEN_URL} names the provider, as for the Python services, or that place itself. */
final class TokenEndpoint {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int OK = 200;

    private TokenEndpoint() {}

    /** Asks the provider what it has to say of itself (OpenID Connect Discovery). */
    static URI of(URI told, HttpClient http) throws IOException, InterruptedException {
        String base = told.toString().replaceAll("/+$", "");
        HttpResponse<byte[]> answer = http.send(
                HttpRequest.newBuilder(URI.create(base + "/.well-known/openid-configuration"))
                        .timeout(TIMEOUT)
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != OK) {
            return told;
        }
        try {
            JsonNode endpoint =
                    JsonMapper.builder().build().readTree(answer.body()).path("token_endpoint");
            return endpoint.isTextual() ? URI.create(endpoint.asText()) : told;
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            return told;
        }
    }
}
