package org.ewms.queues;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.QueueDepth;
import org.ewms.workflow.QueueWish;
import org.jspecify.annotations.Nullable;

/** Somebody else's queue service, spoken to over its REST API. Fields it leaves out or adds do not matter. */
public final class ForeignQueues implements QueueService {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final URI address;
    private final Supplier<@Nullable String> token;
    private final HttpClient client;
    private final ObjectMapper json = new ObjectMapper();

    /** @param token asked for at each call; null when the service wants none */
    public ForeignQueues(URI address, Supplier<@Nullable String> token) {
        this.address = address;
        this.token = token;
        this.client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    }

    @Override
    public Reservation reserve(String workflowId, List<QueueWish> wishes) {
        List<String> aliases = wishes.stream().map(QueueWish::alias).toList();
        JsonNode answer = post(
                "workflows/" + workflowId + "/mq-group/reservation",
                Map.of(
                        "queue_aliases",
                        aliases,
                        "public",
                        wishes.stream()
                                .filter(QueueWish::publicly)
                                .map(QueueWish::alias)
                                .toList()));
        Map<String, String> ids = new LinkedHashMap<>();
        answer.path("mqprofiles")
                .forEach(each ->
                        ids.put(each.path("alias").asText(), each.path("mqid").asText()));
        for (String alias : aliases) {
            if (!ids.containsKey(alias)) {
                throw new QueueServiceException(address + " reserved no queue for alias '" + alias + "'");
            }
        }
        return new Reservation(ids, null);
    }

    @Override
    public void activate(String workflowId, int priority) {
        JsonNode answer = post(
                "workflows/" + workflowId + "/mq-group/activation", Map.of("criteria", Map.of("priority", priority)));
        JsonNode later = answer.path("try_again_later");
        if (later.isBoolean() ? later.asBoolean() : !later.isMissingNode() && !later.isNull()) {
            throw new QueueServiceException(address + " says to try again later");
        }
    }

    @Override
    public List<Map<String, Object>> profiles(String workflowId, Map<String, Access> queueIds) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (String id : queueIds.keySet()) {
            HttpRequest request = request("mq-profiles/" + id).GET().build();
            all.add(json.convertValue(send(request), new TypeReference<Map<String, Object>>() {}));
        }
        return all;
    }

    /** Leaves them where they are: the other service has no route for it. */
    @Override
    public void remove(String workflowId) {}

    @Override
    public boolean reachesBroker() {
        return false;
    }

    @Override
    public void put(String workflowId, String alias, List<Message> events) {
        throw new QueueServiceException("queues of " + address + " are not reached from here");
    }

    @Override
    public QueueDepth depth(String workflowId, String queueId) {
        throw new QueueServiceException("queues of " + address + " are not reached from here");
    }

    private JsonNode post(String path, Map<String, Object> body) {
        try {
            return send(request(path)
                    .POST(HttpRequest.BodyPublishers.ofByteArray(json.writeValueAsBytes(body)))
                    .build());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve("/v1/mqs/" + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json");
        String bearer = token.get();
        return bearer == null ? request : request.header("Authorization", "Bearer " + bearer);
    }

    private JsonNode send(HttpRequest request) {
        String what = request.method() + " " + request.uri();
        try {
            HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() / 100 != 2) {
                throw new QueueServiceException(what + " was answered " + response.statusCode());
            }
            return json.readTree(response.body());
        } catch (IOException e) {
            throw new QueueServiceException(what + " failed: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new QueueServiceException(what + " was interrupted", e);
        }
    }
}
