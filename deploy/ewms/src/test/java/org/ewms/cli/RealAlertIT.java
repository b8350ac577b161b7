package org.ewms.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.ewms.skymap.ConfidenceLevel;
import org.ewms.skymap.Contours;
import org.ewms.skymap.LlhMap;
import org.ewms.skymap.ResultJson;
import org.ewms.skymap.SkyPosition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command on IceCube's real alerts, where they are kept beside the repository; the repository itself ships none. */
class RealAlertIT {
    /** IceCat-2's direction of run 138632 event 31747601 (doi 10.7910/DVN/SCRUCD). */
    private static final SkyPosition ICECAT = new SkyPosition(138.65, 0.15);

    @TempDir
    Path work = Path.of("");

    private Path events = Path.of("");

    @BeforeEach
    void find() {
        Optional<Path> found = Optional.empty();
        for (Path at = Path.of("").toAbsolutePath(); at != null && found.isEmpty(); at = at.getParent()) {
            found = Optional.of(at.resolve("shared/data/realtime-events")).filter(Files::isDirectory);
        }
        assumeTrue(found.isPresent(), "no real events beside the repository");
        events = found.orElseThrow();
    }

    private static JsonNode ewms(Object... arguments) throws IOException {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        String[] words =
                java.util.Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        assertThat(Ewms.run(console, Clock.systemUTC(), words))
                .as(() -> err.toString(StandardCharsets.UTF_8))
                .isZero();
        String last = out.toString(StandardCharsets.UTF_8).lines().toList().getLast();
        return JsonMapper.builder().build().readTree(last);
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "adaptive"})
    void a_default_scan_of_an_alert_finds_the_catalogue_s_direction_within_its_90_percent_region(String mode)
            throws IOException {
        JsonNode result = ewms(
                "scan",
                events.resolve("138632_31747601.json"),
                "--mode",
                mode,
                "--out",
                work.resolve("out"),
                "--output-mode",
                "json");
        JsonNode fit = result.path("best_fit");
        SkyPosition best = new SkyPosition(
                fit.path("ra_deg").asDouble(), fit.path("dec_deg").asDouble());
        assertThat(best.distanceDeg(ICECAT)).isLessThan(0.5);
        assertThat(fit.path("llh").asDouble()).isCloseTo(1195.66, within(0.1));
        LlhMap map = LlhMap.of(
                ResultJson.read(Path.of(result.path("files").path("result_json").asText())));
        assertThat(Contours.of(map, ConfidenceLevel.standard()).containment(ICECAT))
                .isLessThan(0.9);
    }

    @ParameterizedTest
    @CsvSource({
        "138632_31747601.json, 138632, 31747601, 60280.71416775, 216, 948, 870, 885.50",
        "event_HESE_2017-11-28.json, 130322, 1414689, 58086.45184240, 265, 3292, 3177, 9691.25",
        "hese_event_00.json, 127907, 16605651, 57517.62789263, 114, 635, 557, 2194.68",
        "hese_event_01.json, 127907, 20178442, 57517.64354153, 75, 410, 353, 2050.25"
    })
    void inspect_tells_what_is_in_an_alert(
            String file, int run, int event, double mjd, int doms, int count, int hlc, double charge)
            throws IOException {
        JsonNode seen = ewms("inspect", events.resolve(file), "--output-mode", "json");
        assertThat(seen.path("run_id").asInt()).isEqualTo(run);
        assertThat(seen.path("event_id").asInt()).isEqualTo(event);
        assertThat(seen.path("mjd").asDouble()).isCloseTo(mjd, within(5e-9));
        assertThat(seen.path("pulses").path("doms").asInt()).isEqualTo(doms);
        assertThat(seen.path("pulses").path("count").asInt()).isEqualTo(count);
        assertThat(seen.path("pulses").path("hlc").asInt()).isEqualTo(hlc);
        assertThat(seen.path("pulses").path("charge_pe").asDouble()).isCloseTo(charge, within(0.005));
        assertThat(seen.path("frames")).allMatch(frame -> frame.path("crc_ok").asBoolean());
    }
}
