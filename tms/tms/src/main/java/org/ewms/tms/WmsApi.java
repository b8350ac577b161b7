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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Speaks to a workflow service, in JSON. Each call is made once; who calls decides what a failure means. */
public final class WmsApi {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int PAGES = 1_000;

    private final URI base;
    private final HttpClient http;
    private final AccessTokens tokens;

    public WmsApi(URI base, HttpClient http, AccessTokens tokens) {
        this.base = base;
        this.http = http;
        this.tokens = tokens;
    }

    /** Asks for something, with arguments that are put into the address. */
    public JsonNode get(String path, Map<String, String> arguments) throws InterruptedException {
        StringBuilder query = new StringBuilder(path);
        char separator = '?';
        for (Map.Entry<String, String> each : arguments.entrySet()) {
            query.append(separator)
                    .append(each.getKey())
                    .append('=')
                    .append(URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8));
            separator = '&';
        }
        return send(query.toString(), "GET", HttpRequest.BodyPublishers.noBody());
    }

    /** Reports something. */
    public JsonNode post(String path, Object body) throws InterruptedException {
        try {
            return send(path, "POST", HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + body.getClass(), e);
        }
    }

    /** All taskforces that a query finds, page after page. */
    public List<JsonNode> taskforces(Map<String, Object> query, List<String> fields) throws InterruptedException {
        List<JsonNode> all = new ArrayList<>();
        Map<String, Object> body = Map.of("query", query, "projection", fields);
        for (int page = 0; page < PAGES; page++) {
            JsonNode reply = post("/v1/query/taskforces", body);
            reply.path("taskforces").forEach(all::add);
            String after = reply.path("next_after").asText("");
            if (after.isEmpty() || reply.path("next_after").isNull()) {
                return all;
            }
            body = Map.of("query", query, "projection", fields, "after", after);
        }
        throw new WmsException(0, "a query of taskforces has no end");
    }

    private JsonNode send(String path, String method, HttpRequest.BodyPublisher body) throws InterruptedException {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path))
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/json")
                    .method(method, body);
            String token = tokens.token();
            if (!token.isEmpty()) {
                request.header("Authorization", "Bearer " + token);
            }
            HttpResponse<byte[]> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            JsonNode read = JSON.readTree(answer.body());
            if (answer.statusCode() / 100 != 2) {
                throw new WmsException(
                        answer.statusCode(),
                        base + " answered " + answer.statusCode() + ": "
                                + read.path("error").asText(read.path("detail").asText("without a reason")));
            }
            return read;
        } catch (IOException e) {
            throw new WmsException(0, "the workflow service at " + base + " does not answer: " + e);
        }
    }
}
