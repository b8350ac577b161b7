package org.ewms.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** How far a catalogue is: each scan as it was last heard of. */
final class CatalogueProgress {
    private final Map<String, Stage> stages = new LinkedHashMap<>();
    private int atFirst = -1;

    /** What has become of a scan. */
    enum Stage {
        WAITING,
        RUNNING,
        DONE,
        FAILED;

        static Stage of(JsonNode manifest) {
            String state = manifest.path("scan_state").asText();
            if (state.equals("SCAN_HAS_FINAL_RESULT")) {
                return DONE;
            }
            if (manifest.path("scan_ended").asBoolean()
                    || manifest.path("is_deleted").asBoolean()) {
                return FAILED;
            }
            return state.equals("PENDING__PRESTARTUP") ? WAITING : RUNNING;
        }
    }

    /** What was heard of a scan. */
    synchronized void heard(JsonNode manifest) {
        stages.put(manifest.path("scan_id").asText(), Stage.of(manifest));
    }

    synchronized int count(Stage stage) {
        return (int) stages.values().stream().filter(stage::equals).count();
    }

    synchronized int size() {
        return stages.size();
    }

    /** Whether every scan has ended, in whatever way. */
    boolean over() {
        return count(Stage.DONE) + count(Stage.FAILED) == size();
    }

    /** Scans that ended since the first time this was asked, for each second since. */
    private double rate(Duration watched) {
        int ended = count(Stage.DONE) + count(Stage.FAILED);
        if (atFirst < 0) {
            atFirst = ended;
        }
        double seconds = watched.toMillis() / 1000.0;
        return seconds > 0 ? (ended - atFirst) / seconds : 0;
    }

    /** For people. */
    String line(Duration watched) {
        double rate = rate(watched);
        int left = count(Stage.WAITING) + count(Stage.RUNNING);
        return String.format(
                Locale.ROOT,
                "%d of %d done, %d running, %d waiting, %d failed · %.2f/s · ETA %s",
                count(Stage.DONE),
                size(),
                count(Stage.RUNNING),
                count(Stage.WAITING),
                count(Stage.FAILED),
                rate,
                left == 0 ? "now" : rate > 0 ? text(Math.round(left / rate)) : "?");
    }

    private static String text(long seconds) {
        return String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }

    /** For programs. */
    ObjectNode json(Duration watched) {
        ObjectNode node = Json.object();
        for (Stage stage : Stage.values()) {
            node.put(stage.name().toLowerCase(Locale.ROOT), count(stage));
        }
        Json.put(node, "ended_per_second", rate(watched));
        return node;
    }
}
