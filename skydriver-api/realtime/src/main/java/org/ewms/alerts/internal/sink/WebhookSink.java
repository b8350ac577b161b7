package org.ewms.alerts.internal.sink;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import org.ewms.alerts.SinkPlan;
import org.ewms.alerts.internal.notice.Writing;

/** A POST with the key as {@code Idempotency-Key}; accepted by any answer of 200 to 299. The token's file is read for every attempt. */
record WebhookSink(SinkPlan.Webhook plan, HttpClient http) implements Sink {
    private static final Duration LONGEST = Duration.ofSeconds(20);

    WebhookSink(SinkPlan.Webhook plan) {
        this(plan, HttpClient.newBuilder().connectTimeout(LONGEST).build());
    }

    @Override
    public void accept(String key, Writing writing) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(plan.uri())
                .timeout(LONGEST)
                .header("Content-Type", writing.type())
                .header("Idempotency-Key", key)
                .POST(HttpRequest.BodyPublishers.ofByteArray(writing.content()));
        if (plan.token() != null) {
            request.header("Authorization", "Bearer " + token());
        }
        try {
            HttpResponse<Void> answer = http.send(request.build(), HttpResponse.BodyHandlers.discarding());
            if (answer.statusCode() / 100 != 2) {
                throw new SinkException(plan.uri() + " answered " + answer.statusCode());
            }
        } catch (IOException e) {
            throw new SinkException(plan.uri() + " does not answer: " + e, e);
        }
    }

    private String token() {
        try {
            return Files.readString(java.util.Objects.requireNonNull(plan.token()))
                    .strip();
        } catch (IOException e) {
            throw new SinkException("the token file " + plan.token() + " cannot be read", e);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
