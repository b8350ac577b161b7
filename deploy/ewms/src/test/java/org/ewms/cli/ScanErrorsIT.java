package org.ewms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake is one line that names the problem, an exit code, and nothing written. */
class ScanErrorsIT {
    @TempDir
    Path work = Path.of("");

    private record Outcome(int code, List<String> errors, List<String> out) {}

    private Outcome ewms(Object... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        Console console = new Console(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        String[] words = Stream.of(arguments).map(Object::toString).toArray(String[]::new);
        int code = Ewms.run(console, Clock.systemUTC(), words);
        return new Outcome(
                code,
                err.toString(StandardCharsets.UTF_8).lines().toList(),
                out.toString(StandardCharsets.UTF_8).lines().toList());
    }

    private Path event(byte[] content) throws IOException {
        return Files.write(work.resolve("event.json"), content);
    }

    private void refuses(Outcome outcome, String problem) throws IOException {
        assertThat(outcome.code()).isNotZero();
        assertThat(outcome.errors())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("ewms: ")
                .contains(problem);
        assertThat(outcome.out()).isEmpty();
        assertThat(work.resolve("out")).doesNotExist();
    }

    @Test
    void an_event_file_that_is_not_there() throws IOException {
        refuses(ewms("scan", work.resolve("none.json"), "--out", work.resolve("out")), "none.json: no such file");
    }

    @Test
    void a_truncated_event_file() throws IOException {
        byte[] whole = Files.readAllBytes(BundledEvent.path());
        Path event = event(java.util.Arrays.copyOf(whole, whole.length / 2));
        refuses(ewms("scan", event, "--out", work.resolve("out")), "event.json");
    }

    @Test
    void a_directory_in_place_of_an_event() throws IOException {
        refuses(ewms("scan", work, "--out", work.resolve("out")), "is a directory");
    }

    @Test
    void an_event_file_that_is_something_else() throws IOException {
        refuses(
                ewms("scan", event("[1,2]".getBytes(StandardCharsets.UTF_8)), "--out", work.resolve("out")),
                "event.json");
    }

    static Stream<Arguments> wrongOptions() {
        return Stream.of(
                Arguments.of("7 is not a power of two", List.of("--nsides", "7:0")),
                Arguments.of("at most 1024", List.of("--nsides", "1048576:0")),
                Arguments.of("too fine", List.of("--nsides", "8:0,1048576:1")),
                Arguments.of("splinempe", List.of("--reco", "splinempe")),
                Arguments.of("colour", List.of("--reco-option", "colour=red")),
                Arguments.of("threshold", List.of("--predictive-threshold", "0.1")),
                Arguments.of("--threads", List.of("--threads", "0")),
                Arguments.of("--pilots", List.of("--pilots", "100000")),
                Arguments.of("attempts", List.of("--max-attempts", "0")),
                Arguments.of("--around", List.of("--around", "12,3")),
                Arguments.of("declination", List.of("--around", "12,93,5")));
    }

    @ParameterizedTest
    @MethodSource("wrongOptions")
    void options_out_of_range(String problem, List<String> options) throws IOException {
        Object[] words = Stream.concat(
                        Stream.of("scan", BundledEvent.path(), "--out", work.resolve("out")), options.stream())
                .toArray();
        refuses(ewms(words), problem);
    }

    @Test
    void an_output_directory_that_cannot_be() throws IOException {
        Path file = Files.writeString(work.resolve("file"), "x");
        refuses(ewms("scan", BundledEvent.path(), "--out", file.resolve("out")), "cannot write to");
    }

    @Test
    void an_output_directory_with_something_in_it() throws IOException {
        Path full = Files.createDirectory(work.resolve("full"));
        Files.writeString(full.resolve("mine.txt"), "x");
        refuses(ewms("scan", BundledEvent.path(), "--out", full), "is not empty");
        assertThat(Files.list(full)).hasSize(1);
    }

    @Test
    void resuming_what_is_no_scan() throws IOException {
        refuses(ewms("scan", "--resume", work), "holds no scan");
    }

    @Test
    void a_broker_that_is_not_there_and_a_secret_in_its_address() throws IOException {
        refuses(
                ewms("pilot", "--scan", "x", "--broker", "ewms://user:secret@127.0.0.1:1"),
                "the broker URI holds a password");
        refuses(ewms("pilot", "--scan", "x", "--broker", "carrier-pigeon://home"), "carrier-pigeon");
    }
}
