package org.ewms.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Waits until alerts have ended, as the service's stream of changes tells. Whenever the stream begins, all of them are asked for; a service
 * that goes away is waited for.
 */
final class AlertWatch implements AutoCloseable {
    private static final Duration TOLD_EVERY = Duration.ofSeconds(2);

    /** In place of an id: any of them may have changed. */
    private static final String ALL = "";

    private final WmsClient client;
    private final Consumer<String> told;
    private final BlockingQueue<String> changed = new LinkedBlockingQueue<>();
    private final Thread listener;
    private volatile @Nullable Exception failure;

    /**
     * Begins to listen, before the alerts are brought.
     *
     * @param told takes how far they are, every few seconds
     */
    AlertWatch(WmsClient client, Consumer<String> told) {
        this.client = client;
        this.told = told;
        this.listener = Thread.ofVirtual().name("alerts").start(this::listen);
    }

    private void listen() {
        try {
            new PatientStream(client, "/stream").follow(() -> false, () -> changed.add(ALL), this::heard, why -> {});
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            failure = e;
            changed.add(ALL);
        }
    }

    private void heard(String event, JsonNode data) {
        if (event.equals("alert")) {
            changed.add(data.path("alert_id").asText());
        }
    }

    /**
     * Returns when all have ended.
     *
     * @param alerts as they are known, by id; brought up to date
     * @param ended takes each when it has ended
     */
    void await(Map<String, JsonNode> alerts, Consumer<JsonNode> ended) throws IOException, InterruptedException {
        Map<String, JsonNode> left = new LinkedHashMap<>(alerts);
        left.values().stream().filter(each -> !goesOn(each)).forEach(ended);
        left.values().removeIf(each -> !goesOn(each));
        long due = System.nanoTime();
        Set<String> unanswered = new HashSet<>();
        while (!left.isEmpty()) {
            Set<String> news = new LinkedHashSet<>();
            String first = changed.poll(Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (first != null) {
                news.add(first);
                changed.drainTo(news);
            } else {
                told.accept(line(alerts.size(), left));
                due = System.nanoTime() + TOLD_EVERY.toNanos();
                news.addAll(unanswered);
            }
            throwFailure();
            for (String id : Set.copyOf(left.keySet())) {
                if (news.contains(id) || news.contains(ALL)) {
                    look(id, left, unanswered);
                    JsonNode now = left.getOrDefault(id, Json.object());
                    alerts.put(id, now);
                    if (!goesOn(now)) {
                        left.remove(id);
                        ended.accept(now);
                    }
                }
            }
        }
    }

    private void throwFailure() throws IOException {
        Exception cause = failure;
        switch (cause) {
            case null -> {}
            case IOException io -> throw io;
            case RuntimeException other -> throw other;
            default -> throw new IllegalStateException(cause);
        }
    }

    private void look(String id, Map<String, JsonNode> into, Set<String> unanswered)
            throws InterruptedException, IOException {
        try {
            into.put(id, client.get("/alerts/" + id));
            unanswered.remove(id);
        } catch (ServiceException e) {
            if (e.exitCode() != Failures.TIMEOUT) {
                throw e;
            }
            unanswered.add(id);
        } catch (IOException e) {
            // The stream says so, too, and gives up when it has been so for long.
            unanswered.add(id);
        }
    }

    private static String line(int all, Map<String, JsonNode> left) {
        long sending = left.values().stream()
                .filter(each -> !each.path("state").asText().equals("scanning"))
                .count();
        return "%d of %d alerts have ended; %d are scanned, %d wait for their notices to be accepted"
                .formatted(all - left.size(), all, left.size() - sending, sending);
    }

    private static boolean goesOn(JsonNode alert) {
        return alert.path("state").asText().equals("scanning")
                || alert.path("notices")
                        .valueStream()
                        .flatMap(each -> each.path("sends").valueStream())
                        .anyMatch(each -> each.path("state").asText().equals("waiting"));
    }

    @Override
    public void close() {
        listener.interrupt();
    }
}
