package org.ewms.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.ewms.icecube.EventFormatException;
import org.ewms.icecube.RealtimeEvent;

/** Brings the event files of a directory to a scan service, one after another as they were seen. */
record AlertReplay(Console console, WmsClient client, OutputMode mode) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** An event file. @param mjd when it was seen */
    private record Found(Path file, double mjd) {}

    /** Whether all were taken and, with wait, none failed. */
    boolean run(Path directory, boolean wait) throws IOException, InterruptedException {
        List<Found> all = read(directory);
        if (!wait) {
            Brought brought = bring(all, this::print);
            return summary(brought);
        }
        try (AlertWatch watch = new AlertWatch(client, console.err()::println)) {
            Brought brought = bring(all, alert -> {});
            watch.await(brought.alerts(), this::print);
            return summary(brought);
        }
    }

    /** @param alerts by id. @param refused files that were not taken */
    private record Brought(Map<String, JsonNode> alerts, int refused) {}

    private Brought bring(List<Found> all, Consumer<JsonNode> taken) throws IOException, InterruptedException {
        Map<String, JsonNode> alerts = new LinkedHashMap<>();
        int refused = 0;
        for (Found each : all) {
            try {
                JsonNode alert = client.post("/alerts", JSON.readTree(EventFiles.read(each.file())));
                alerts.put(alert.path("alert_id").asText(), alert);
                taken.accept(alert);
            } catch (ServiceException e) {
                if (e.exitCode() != Failures.USAGE) {
                    throw e;
                }
                refused++;
                console.err().println(each.file() + ": " + e.getMessage());
            }
        }
        return new Brought(alerts, refused);
    }

    private static List<Found> read(Path directory) throws IOException {
        List<Found> all = new ArrayList<>();
        for (Path file : EventFiles.of(List.of(directory))) {
            try {
                double mjd = RealtimeEvent.read(EventFiles.read(file), file.toString())
                        .mjd();
                all.add(new Found(file, mjd));
            } catch (EventFormatException e) {
                throw new IllegalArgumentException(e.getMessage(), e);
            }
        }
        all.sort(Comparator.comparingDouble(Found::mjd));
        return all;
    }

    private void print(JsonNode alert) {
        if (mode == OutputMode.JSON) {
            console.out().println(Json.line(alert));
        } else {
            AlertsCommand.lines(alert).forEach(console.out()::println);
        }
    }

    private boolean summary(Brought brought) {
        Collection<JsonNode> alerts = brought.alerts().values();
        ObjectNode summary = Json.object().put("alerts", alerts.size()).put("refused", brought.refused());
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
        return brought.refused() == 0 && summary.path("failed").asInt() == 0;
    }
}
