package org.ewms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole list of events, and one, scanned by {@code ewms up}. */
class CatalogueIT {
    @TempDir
    private Path directory = Path.of("set by JUnit");

    private final List<EwmsProcess> started = new ArrayList<>();
    private String remote = "";

    /** What a command said. */
    private record Said(int code, String out, String err) {}

    @BeforeEach
    void up() throws Exception {
        EwmsProcess up = EwmsProcess.start(
                directory,
                "up",
                "--port",
                0,
                "--skydriver-port",
                0,
                "--slots",
                2,
                "--warm-pilots",
                0,
                "--data",
                directory.resolve("data"));
        started.add(up);
        remote = up.awaitLine(line -> line.startsWith("skydriver http")).split(" ")[1];
    }

    @AfterEach
    void down() throws Exception {
        for (EwmsProcess each : started) {
            each.close();
        }
    }

    private Said ewms(Object... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        int code = Ewms.run(
                console,
                Clock.systemUTC(),
                Stream.concat(Arrays.stream(words), Stream.of("--remote", remote))
                        .map(Object::toString)
                        .toArray(String[]::new));
        return new Said(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private Path events(int count) throws Exception {
        Path events = Files.createDirectories(directory.resolve("events"));
        String text = Files.readString(BundledEvent.path());
        for (int i = 0; i < count; i++) {
            // White space of its own makes it another file of the same event.
            Files.writeString(events.resolve("event" + i + ".json"), text + " ".repeat(i));
        }
        return events;
    }

    private Said submit(Path events, Object... more) {
        List<Object> words = new ArrayList<>(
                List.of("scans", "submit", events, "--catalogue", "five", "--reco", "dummy", "--nsides", "2:0"));
        words.addAll(List.of(more));
        return ewms(words.toArray());
    }

    @Test
    void a_catalogue_is_scanned_once_however_often_it_is_asked_for_and_summed_up() throws Exception {
        Path events = events(3);
        Said first = submit(events, "--wait");
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.err()).contains("3 scans asked for, 0 were there already", "3 of 3 done");
        Files.writeString(events.resolve("late.json"), Files.readString(BundledEvent.path()) + "\n\n");
        Path list = Files.writeString(directory.resolve("list"), "# all\nevents/late.json\nevents/event1.json\n");
        Said again = submit(list, "--wait");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.err()).contains("1 scans asked for, 1 were there already", "4 of 4 done");
        assertThat(again.out().lines()).contains(first.out().lines().toList().get(1));
        Said table = ewms("scans", "summary", "--catalogue", "five");
        assertThat(table.out().lines()).hasSize(5);
        JsonNode rows = JsonMapper.builder()
                .build()
                .readTree(ewms("scans", "summary", "--catalogue", "five", "-o", "json")
                        .out());
        assertThat(rows).hasSize(4).allSatisfy(row -> {
            assertThat(row.path("state").asText()).isEqualTo("done");
            assertThat(row.path("ra_deg").isNumber()).isTrue();
            assertThat(row.path("area_90_deg2").asDouble())
                    .isGreaterThanOrEqualTo(row.path("area_50_deg2").asDouble());
        });
        Said csv = ewms("scans", "summary", "--catalogue", "five", "--csv");
        assertThat(csv.out().lines().findFirst())
                .contains("scan_id,event,state,ra_deg,dec_deg,llh,area_50_deg2,area_90_deg2,trouble");
        assertThat(csv.out().lines().skip(1)).hasSize(4).allMatch(line -> line.contains(",done,"));
    }

    @Test
    void a_scan_done_by_the_service_leaves_the_same_maps_as_one_done_here() throws Exception {
        Path there = directory.resolve("there");
        Said remotely = ewms("scan", BundledEvent.path(), "--reco", "dummy", "--nsides", "2:0,4:4", "--out", there);
        assertThat(remotely.code()).as(remotely.err()).isZero();
        assertThat(remotely.out()).contains("best fit", "manifest.json");
        Path here = directory.resolve("here");
        try (EwmsProcess local = EwmsProcess.start(
                directory, "scan", BundledEvent.path(), "--reco", "dummy", "--nsides", "2:0,4:4", "--out", here)) {
            assertThat(local.await()).as(() -> local.errors().toString()).isZero();
        }
        try (Stream<Path> files = Files.list(there)) {
            List<Path> maps =
                    files.filter(each -> !each.endsWith("manifest.json")).toList();
            assertThat(maps).hasSize(4);
            for (Path map : maps) {
                assertThat(here.resolve(map.getFileName())).hasSameBinaryContentAs(map);
            }
        }
    }

    @Test
    void an_interrupted_command_leaves_its_scan_running_and_says_how_to_come_back() throws Exception {
        Path out = directory.resolve("out");
        EwmsProcess command = EwmsProcess.start(
                directory, "scan", BundledEvent.path(), "--nsides", "64:0", "--out", out, "--remote", remote);
        started.add(command);
        Path manifest = out.resolve("manifest.json");
        Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .until(() -> command.errors().stream().anyMatch(line -> line.contains("pixels are done")));
        String id = JsonMapper.builder()
                .build()
                .readTree(Files.readAllBytes(manifest))
                .path("scan_id")
                .asText();
        new ProcessBuilder("kill", "-INT", Long.toString(command.process().pid()))
                .start()
                .waitFor();
        command.await();
        assertThat(command.errors()).anyMatch(line -> line.contains("ewms scans watch " + id + " --remote " + remote));
        assertThat(ewms("scans", "get", id).out()).contains("IN_PROGRESS");
    }
}
