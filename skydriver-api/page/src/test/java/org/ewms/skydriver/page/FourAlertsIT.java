package org.ewms.skydriver.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.ewms.icecube.DetectorGeometry;
import org.ewms.icecube.RealtimeEventWriter;
import org.ewms.icecube.SimulatedEvent;
import org.ewms.reco.simulation.EventSimulator;
import org.ewms.reco.simulation.Simulated;
import org.ewms.reco.simulation.SimulationOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebElement;

/**
 * Four alerts at once, scanned by the service's own coordinators and pilots with a real reconstruction, on the page: the list while they
 * go, then the sky of each. IceCube's own four where they are kept beside the repository, otherwise four that are simulated.
 */
class FourAlertsIT extends PageFixture {
    private static final int[] PRIORITIES = {5, 30, 120, 150};

    private @Nullable Works works;

    @Override
    Map<String, String> surroundings(Path directory) {
        works = new Works(directory);
        // One that is not urgent at a time: the other of them has to wait, the urgent ones have not.
        return Map.of("EWMS_ADDRESS", works.uri(), "SKYDRIVER_MAX_RUNNING", "1", "SKYSCAN_RESULT_INTERVAL_SEC", "1");
    }

    @Override
    void leave() {
        Objects.requireNonNull(works).close();
    }

    private static List<String> events() throws IOException {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path real = at.resolve("shared/data/realtime-events");
            if (Files.isDirectory(real)) {
                try (Stream<Path> files = Files.list(real)) {
                    return files.sorted().limit(4).map(FourAlertsIT::text).toList();
                }
            }
        }
        List<String> simulated = new ArrayList<>();
        for (int seed = 1; seed <= 4; seed++) {
            Simulated made = new EventSimulator(DetectorGeometry.icecube86())
                    .simulate(Simulated.Kind.TRACK, seed, SimulationOptions.defaults());
            simulated.add(new String(
                    RealtimeEventWriter.toJson(new SimulatedEvent(
                            900_000, seed, 60_000, "neutrino", made.pulses(), new TreeMap<>(), seed)),
                    StandardCharsets.UTF_8));
        }
        return simulated;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String post(String event, int priority) {
        return scanner()
                .call("POST", "/scan", """
                        {"docker_tag": "latest", "reco_algo": "spe", "scan_mode": "classic", "nsides": {"4": 0, "16": 3, "64": 1},
                         "real_or_simulated_event": "real", "max_pixel_reco_time": 60, "request_clusters": {"local": 1},
                         "priority": %d, "event_i3live_json": %s}""".formatted(priority, event))
                .path("scan_id")
                .asText();
    }

    private String row(String id) {
        return "tr[data-scan='" + id + "']";
    }

    private double begun(String id) {
        return entry(id, "Taken from the backlog");
    }

    private double entry(String id, String text) {
        return scanner()
                .get("/scan/" + id + "/log")
                .path("entries")
                .valueStream()
                .filter(each -> each.path("text").asText().equals(text))
                .mapToDouble(each -> each.path("timestamp").asDouble())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void four_alerts_are_seen_to_be_scanned_and_each_has_its_sky(@TempDir Path directory) throws Exception {
        open("/");
        browser().one("#order option[value=priority]").click();
        List<String> ids = new ArrayList<>();
        List<String> events = events();
        for (int k = 0; k < PRIORITIES.length; k++) {
            ids.add(post(events.get(k), PRIORITIES[k]));
        }
        reads(row(ids.get(0)) + " .cell-state", "Waiting for the first pixel");
        reads(row(ids.get(2)) + " .cell-state", "Waiting for the first pixel");
        reads(row(ids.get(3)) + " .cell-state", "Waiting for the first pixel");
        reads(row(ids.get(1)) + " .cell-state", "Queued");
        assertThat(shown()).containsExactlyElementsOf(ids.reversed());
        browser().picture("four-waiting");
        // Pilots come to the most urgent first; the last one's workflow is there when the one before it has ended.
        for (String id : List.of(ids.get(3), ids.get(2), ids.get(0), ids.get(1))) {
            Objects.requireNonNull(works).pilot(workflow(id));
            finish(id);
        }
        browser().picture("four-finished");
        assertThat(begun(ids.get(1)))
                .isGreaterThan(entry(ids.get(2), "The final result is here"))
                .isGreaterThan(entry(ids.get(3), "The final result is here"))
                .isGreaterThan(begun(ids.get(0)));
        assertThat(browser().barriers()).isEmpty();
        for (String id : ids) {
            looksLikeASky(id);
            SkyOnPage sky = new SkyOnPage(scanner(), browser(), id);
            sky.tells_what_the_service_tells();
            sky.has_its_marks_where_they_belong();
            sky.is_what_other_readers_find_in_the_files(directory);
        }
    }

    private String workflow(String id) {
        return await().atMost(Works.PATIENCE)
                .until(
                        () -> scanner()
                                .get("/scan/" + id + "/manifest")
                                .path("ewms_workflow_id")
                                .asText(),
                        each -> each.startsWith("WF"));
    }

    private void finish(String id) {
        await().atMost(Duration.ofMinutes(5))
                .untilAsserted(() ->
                        assertThat(browser().text(row(id) + " .cell-state")).isEqualTo("Finished"));
    }

    private List<String> shown() {
        return browser().all("tbody tr").stream()
                .map(each -> String.valueOf(each.getDomAttribute("data-scan")))
                .toList();
    }

    private void looksLikeASky(String id) throws IOException {
        JsonNode event = scanner().get("/scan/" + id + "/manifest").path("event_metadata");
        String name =
                event.path("run_id").asText() + "-" + event.path("event_id").asText();
        open("/scan/" + id);
        reads("h1", "Event " + event.path("event_id").asText());
        reads(".state", "Finished");
        reads("[aria-label='Best fit']", "90 % area");
        holds("['sky', 'local'].every((m) => document.querySelector(`#map-${m} .stage`).dataset.best)");
        for (String map : List.of("sky", "local")) {
            WebElement stage = browser().one("#map-" + map + " .stage");
            BufferedImage picture = browser().picture("four-" + name + "-" + map, stage);
            double[] star = Arrays.stream(
                            String.valueOf(stage.getDomAttribute("data-best")).split(","))
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            Color middle = new Color(picture.getRGB((int) star[0], (int) star[1]));
            assertThat(middle.getRed() - middle.getGreen())
                    .as("the star of %s on %s", name, map)
                    .isGreaterThan(150);
            assertThat(coloured(picture, map.equals("sky")))
                    .as("%s on %s", name, map)
                    .isGreaterThan(0.9);
            assertThat(colours(picture)).as("%s on %s", name, map).hasSizeGreaterThan(30);
        }
        // A region smaller than the pixels has no line; any other has one.
        JsonNode levels = scanner().get("/scan/" + id + "/result.contours.json").path("levels");
        assertThat(levels.valueStream().map(each -> each.path("name").asText())).contains("50%", "90%");
        assertThat(levels.valueStream())
                .allSatisfy(each -> assertThat(each.path("polygons").isEmpty())
                        .isEqualTo(each.path("area_deg2").asDouble() == 0));
        browser().picture("four-" + name);
    }

    /** The part of the map (of an ellipse, or of all of the picture) that has a colour, rather than the ground of what is not scanned. */
    private static double coloured(BufferedImage picture, boolean ellipse) {
        int ground = 0xe7e5ef;
        int all = 0;
        int coloured = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                double u = (2.0 * x / picture.getWidth() - 1) / 0.96;
                double v = (2.0 * y / picture.getHeight() - 1) / 0.96;
                if (!ellipse || u * u + v * v < 1) {
                    all++;
                    coloured += (picture.getRGB(x, y) & 0xffffff) == ground ? 0 : 1;
                }
            }
        }
        return (double) coloured / all;
    }

    private static Set<Integer> colours(BufferedImage picture) {
        Set<Integer> found = new HashSet<>();
        for (int y = 0; y < picture.getHeight(); y += 2) {
            for (int x = 0; x < picture.getWidth(); x += 2) {
                found.add(picture.getRGB(x, y));
            }
        }
        return found;
    }
}
