package org.ewms.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.ewms.icecube.EventFormatException;
import org.ewms.icecube.RealtimeEvent;

/** Brings the event files of a directory to a scan service, one after another as they were seen. */
record AlertReplay(Console console, WmsClient client, OutputMode mode) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final long BETWEEN_LOOKS_MILLIS = 500;

    /** An event file. @param mjd when it was seen */
    private record Found(Path file, double mjd, JsonNode message) {}

    /** Whether all were taken and, with wait, none failed. */
    boolean run(Path directory, boolean wait) throws IOException, InterruptedException {
        List<Found> all = read(directory);
        Map<String, JsonNode> alerts = new LinkedHashMap<>();
        int refused = 0;
        for (Found each : all) {
            try {
                JsonNode alert = client.post("/alerts", each.message());
                alerts.put(alert.path("alert_id").asText(), alert);
                if (!wait) {
                    print(alert);
                }
            } catch (ServiceException e) {
                if (e.exitCode() != Failures.USAGE) {
                    throw e;
                }
                refused++;
                console.err().println(each.file() + ": " + e.getMessage());
            }
        }
        if (wait) {
            for (String id : alerts.keySet()) {
                JsonNode ended = ended(id);
                alerts.put(id, ended);
                print(ended);
            }
        }
        summary(alerts.values().stream().toList(), refused);
        return refused == 0
                && alerts.values().stream()
                        .noneMatch(each -> each.path("state").asText().equals("failed"));
    }

    private static List<Found> read(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(directory)) {
            files = listed.filter(each -> each.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        if (files.isEmpty()) {
            throw new IllegalArgumentException(directory + " has no event files (*.json)");
        }
        List<Found> all = new ArrayList<>();
        for (Path file : files) {
            byte[] content = Files.readAllBytes(file);
            try {
                double mjd = RealtimeEvent.read(content, file.toString()).mjd();
                all.add(new Found(file, mjd, JSON.readTree(content)));
            } catch (EventFormatException | JsonProcessingException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }
        all.sort(Comparator.comparingDouble(Found::mjd));
        return all;
    }

    private JsonNode ended(String id) throws IOException, InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        JsonNode alert = client.get("/alerts/" + id);
        while (goesOn(alert) && !never.await(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS)) {
            alert = client.get("/alerts/" + id);
        }
        return alert;
    }

    private static boolean goesOn(JsonNode alert) {
        return alert.path("state").asText().equals("scanning")
                || alert.path("notices")
                        .valueStream()
                        .flatMap(each -> each.path("sends").valueStream())
                        .anyMatch(each -> each.path("state").asText().equals("waiting"));
    }

    private void print(JsonNode alert) {
        if (mode == OutputMode.JSON) {
            console.out().println(Json.line(alert));
        } else {
            AlertsCommand.lines(alert).forEach(console.out()::println);
        }
    }

    private void summary(List<JsonNode> alerts, int refused) {
        ObjectNode summary = Json.object().put("alerts", alerts.size()).put("refused", refused);
        for (String state : List.of("ignored", "scanning", "done", "failed", "retracted")) {
            summary.put(state, (int) alerts.stream()
                    .filter(each -> each.path("state").asText().equals(state))
                    .count());
        }
        summary.put(
                "notices",
                alerts.stream().mapToInt(each -> each.path("notices").size()).sum());
        if (mode == OutputMode.JSON) {
            console.out().println(Json.line(summary));
        } else {
            List<String> words = new ArrayList<>();
            summary.properties().forEach(each -> words.add(each.getKey() + " " + each.getValue()));
            console.out().println(String.join(", ", words));
        }
    }
}
