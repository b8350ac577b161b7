package org.ewms.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks a service where people log in for it: OAuth 2.0 Protected Resource Metadata (RFC 9728). */
final class ServiceLogin {
    private static final String PATH = "/.well-known/oauth-protected-resource";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private ServiceLogin() {}

    /**
     * The first OpenID provider that the service names.
     *
     * @throws IllegalArgumentException when others could change the answer on its way
     * @throws ServiceException when it does not say, or speaks for another service
     */
    static URI issuer(URI service) throws IOException, InterruptedException {
        String origin = Logins.origin(service);
        if (!origin.startsWith("https:") && !LoginProvider.isHere(service)) {
            throw new IllegalArgumentException("over http, others could say where to log in at " + origin
                    + "; use its https address, or name its OpenID provider with --issuer");
        }
        HttpResponse<String> answer;
        try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
            answer = client.send(
                    HttpRequest.newBuilder(URI.create(origin + PATH))
                            .timeout(TIMEOUT)
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException e) {
            throw new ServiceException(Failures.TIMEOUT, "no service answers at " + origin + ": " + e.getMessage());
        }
        JsonNode told = json(answer);
        String issuer = told.path("authorization_servers").path(0).asText("");
        if (issuer.isEmpty()) {
            throw new ServiceException(
                    Failures.FAILED,
                    origin
                            + " does not say where to log in, if that is needed at all; name its OpenID provider with --issuer");
        }
        URI resource = uri(told.path("resource").asText(""), origin);
        if (resource.getHost() == null || !Logins.origin(resource).equals(origin)) {
            throw new ServiceException(
                    Failures.FAILED,
                    "what answers at " + origin + " speaks for " + resource
                            + ", so its word on where to log in is not taken; name the OpenID provider with --issuer");
        }
        return uri(issuer, origin);
    }

    private static JsonNode json(HttpResponse<String> answer) {
        JsonMapper mapper = new JsonMapper();
        try {
            return answer.statusCode() == 200 ? mapper.readTree(answer.body()) : mapper.missingNode();
        } catch (JsonProcessingException e) {
            return mapper.missingNode();
        }
    }

    private static URI uri(String text, String origin) {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new ServiceException(Failures.FAILED, origin + " tells an address that is none: " + e.getMessage());
        }
    }
}
