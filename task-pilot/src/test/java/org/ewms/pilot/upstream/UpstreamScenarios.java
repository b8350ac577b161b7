package org.ewms.pilot.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.ewms.mqclient.Message;
import org.ewms.pilot.PilotFailedException;
import org.ewms.pilot.StopReason;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The scenarios, by the numbers they have upstream. A subclass names a broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
@Timeout(240)
abstract class UpstreamScenarios {
    private static final String DOUBLE = "def task(text): return text.strip() * 2 + \"\\n\"\n";
    private static final String FAIL = "def task(text): raise ValueError(\"gotta fail!\")\n";
    private static final String SLEEP = "import time\ndef task(text):\n    time.sleep(1)\n    return text\n";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String broker;
    private Station station = NoStation.HERE;

    UpstreamScenarios(String broker) {
        this.broker = broker;
    }

    @BeforeAll
    void startBroker(@TempDir Path directory) throws Exception {
        station = Station.start(broker, directory.resolve(broker));
    }

    @AfterAll
    void stopBroker() throws Exception {
        station.close();
    }

    static Stream<String> runners() {
        return Stream.of("command", "container", "resident");
    }

    static Stream<String> processRunners() {
        return Stream.of("command", "container");
    }

    private Trial trial(String runner, Path directory) {
        return new Trial(station, runner, directory);
    }

    private static JsonNode json(String text) throws IOException {
        return JSON.readTree(text.replace('\'', '"'));
    }

    @ParameterizedTest
    @MethodSource("processRunners")
    void s000_a_normal_pilot_returns_each_result_and_keeps_the_files_when_asked_to(String runner, @TempDir Path at)
            throws Exception {
        try (Trial trial = trial(runner, at).task(DOUBLE).items(3).set("EWMS_PILOT_KEEP_ALL_TASK_FILES", "true")) {
            assertThat(trial.run()).isEqualTo(StopReason.IDLE);
            assertThat(trial.texts(3)).containsExactlyInAnyOrder("item0item0\n", "item1item1\n", "item2item2\n");
            Stream<String> each = Stream.of(
                    "UUID/outputs/stderrfile",
                    "UUID/outputs/stdoutfile",
                    "UUID/task-io/infile-UUID.in",
                    "UUID/task-io/outfile-UUID.out");
            List<String> expected = (runner.equals("container")
                            ? Stream.concat(Stream.of("UUID/environment"), each)
                            : each)
                    .flatMap(name -> Stream.of(name, name, name))
                    .sorted()
                    .toList();
            assertThat(trial.tree()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("runners")
    void s001_texts_go_through_txt_files_and_nothing_is_left(String runner, @TempDir Path at) throws Exception {
        try (Trial trial = trial(runner, at).task(DOUBLE).texts("ä\u2028", "it's $HOME \"`x`\"")) {
            trial.set("EWMS_PILOT_INFILE_EXT", ".txt")
                    .set("EWMS_PILOT_OUTFILE_EXT", ".TXT")
                    .run();
            assertThat(trial.texts(2)).hasSize(2).contains("it's $HOME \"`x`\"it's $HOME \"`x`\"\n");
            assertThat(trial.tree()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("runners")
    void s100_objects_go_in_and_out_as_json(String runner, @TempDir Path at) throws Exception {
        String double_ = """
                def task(text):
                    v = eval(text)["attr-0"]
                    return str({"attr-a": v, "attr-b": v + v}).replace("'", chr(34))
                """;
        try (Trial trial =
                trial(runner, at).task(double_).events(List.of(json("{'attr-0':'x'}"), json("{'attr-0':7}")))) {
            trial.set("EWMS_PILOT_INFILE_EXT", "json")
                    .set("EWMS_PILOT_OUTFILE_EXT", ".json")
                    .run();
            assertThat(trial.results(2))
                    .containsExactlyInAnyOrder(json("{'attr-a':'x','attr-b':'xx'}"), json("{'attr-a':7,'attr-b':14}"));
        }
    }

    @ParameterizedTest
    @MethodSource("runners")
    void s101_a_text_that_is_json_goes_into_a_json_file_as_it_is(String runner, @TempDir Path at) throws Exception {
        String take = "def task(text): return \"[%d, NaN]\" % eval(text)[\"a\"]\n";
        try (Trial trial = trial(runner, at).task(take).texts("{\"a\": 5}")) {
            trial.set("EWMS_PILOT_INFILE_EXT", ".json")
                    .set("EWMS_PILOT_OUTFILE_EXT", ".json")
                    .run();
            assertThat(trial.results(1)).singleElement().satisfies(result -> {
                assertThat(result.get(0).intValue()).isEqualTo(5);
                assertThat(result.get(1).doubleValue()).isNaN();
            });
        }
    }

    @ParameterizedTest
    @MethodSource("runners")
    void s200_pickles_travel_as_base64(String runner, @TempDir Path at) throws Exception {
        String next = """
                import base64, pickle
                def task(text):
                    return base64.b64encode(pickle.dumps(pickle.loads(base64.b64decode(text)) + 1)).decode()
                """;
        try (Trial trial = trial(runner, at).task(next).texts("gARLKS4=")) {
            trial.set("EWMS_PILOT_INFILE_EXT", ".pkl.b64")
                    .set("EWMS_PILOT_OUTFILE_EXT", ".pkl.b64")
                    .run();
            assertThat(trial.texts(1)).singleElement().isEqualTo("gARLKi4=");
        }
    }

    @ParameterizedTest
    @MethodSource("runners")
    void s400_a_failing_task_ends_the_pilot_with_its_traceback_and_nothing_is_published(String runner, @TempDir Path at)
            throws Exception {
        try (Trial trial = trial(runner, at).task(FAIL).items(5)) {
            assertThatThrownBy(trial::run)
                    .isInstanceOf(PilotFailedException.class)
                    .hasMessageStartingWith("1 TASK(S) FAILED: ContainerRunError(")
                    .hasMessageContaining("Traceback (most recent call last):")
                    .hasMessageContaining("ValueError: gotta fail!")
                    .satisfies(e -> {
                        if (!runner.equals("resident")) {
                            assertThat(e).hasMessageContaining("task failed (exit code 1): Traceback");
                        }
                    });
            assertThat(trial.results(0)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = "command")
    void s400_quarantine_keeps_a_failing_pilot_from_coming_back_at_once(String runner, @TempDir Path at)
            throws Exception {
        try (Trial trial = trial(runner, at).task(FAIL).items(1).set("EWMS_PILOT_QUARANTINE_TIME", "3")) {
            long begin = System.nanoTime();
            assertThatThrownBy(trial::run).isInstanceOf(PilotFailedException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
        }
    }

    @ParameterizedTest
    @MethodSource("runners")
    void s420_a_task_that_takes_too_long_is_killed(String runner, @TempDir Path at) throws Exception {
        String hang = "import time\ndef task(text): time.sleep(1000)\n";
        try (Trial trial = trial(runner, at).task(hang).items(2).set("EWMS_PILOT_TASK_TIMEOUT", "3")) {
            String said = runner.equals("resident")
                    ? "timed out after PT3S"
                    : "1 TASK(S) FAILED: ContainerRunError('task failed: [Timeout-Error] timed out after 3s')";
            assertThatThrownBy(trial::run).hasMessageContaining(said);
            assertThat(trial.results(0)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 77})
    void s520_several_tasks_run_at_a_time_whatever_the_prefetch(int prefetch, @TempDir Path at) throws Exception {
        several("command", prefetch, at);
    }

    @ParameterizedTest
    @ValueSource(strings = {"container", "resident"})
    void s500_several_tasks_run_at_a_time_whatever_runs_them(String runner, @TempDir Path at) throws Exception {
        several(runner, 1, at);
    }

    private void several(String runner, int prefetch, Path at) throws Exception {
        try (Trial trial = trial(runner, at).task(SLEEP).items(6)) {
            trial.set("EWMS_PILOT_MAX_CONCURRENT_TASKS", "4")
                    .set("EWMS_PILOT_PREFETCH", Integer.toString(prefetch))
                    .run();
            assertThat(trial.texts(6))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, 6).mapToObj(i -> "item" + i).toList());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 77})
    void s530_several_tasks_that_fail_at_a_time_are_all_told_and_no_more_begin(int prefetch, @TempDir Path at)
            throws Exception {
        Path gate = Files.createDirectory(at.resolve("gate"));
        String fail = """
                import os, time
                def task(text):
                    open("%1$s/" + text, "w").close()
                    while len(os.listdir("%1$s")) < 4: time.sleep(0.01)
                    raise ValueError("gotta fail!")
                """.formatted(gate);
        try (Trial trial = trial("command", at).task(fail).items(8)) {
            trial.set("EWMS_PILOT_MAX_CONCURRENT_TASKS", "4").set("EWMS_PILOT_PREFETCH", Integer.toString(prefetch));
            assertThatThrownBy(trial::run).hasMessageStartingWith("4 TASK(S) FAILED: ContainerRunError(");
            assertThat(trial.results(0)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("processRunners")
    void s2100_the_task_finds_what_the_init_step_wrote(String runner, @TempDir Path at) throws Exception {
        String read = """
                import os
                def task(text):
                    return open("{{DATA_HUB}}/a").read() + open(os.environ["EWMS_TASK_DATA_HUB_DIR"] + "/b").read()
                """;
        String write = """
                import os
                open("{{DATA_HUB}}/a", "w").write("by placeholder, ")
                open(os.environ["EWMS_TASK_DATA_HUB_DIR"] + "/b", "w").write(os.environ["WHICH"])
                """;
        try (Trial trial = trial(runner, at).init(write).task(read).items(1)) {
            trial.set("EWMS_PILOT_INIT_ENV_JSON", "{\"WHICH\": \"by variable\"}")
                    .run();
            assertThat(trial.texts(1)).containsExactly("by placeholder, by variable");
            assertThat(trial.hub("a")).isEqualTo("by placeholder, ");
        }
    }

    @ParameterizedTest
    @MethodSource("processRunners")
    void s2001_an_init_step_that_takes_too_long_ends_the_pilot(String runner, @TempDir Path at) throws Exception {
        String hang = "import time\nopen(\"{{DATA_HUB}}/a\", \"w\").write(\"half\")\ntime.sleep(1000)\n";
        try (Trial trial = trial(runner, at).init(hang).task(DOUBLE).items(1)) {
            // Long enough for the step to begin: a container takes seconds to start on a busy machine.
            String seconds = runner.equals("container") ? "15" : "4";
            trial.set("EWMS_PILOT_INIT_TIMEOUT", seconds);
            assertThatThrownBy(trial::run).hasMessage("init failed: [Timeout-Error] timed out after " + seconds + "s");
            assertThat(trial.hub("a")).isEqualTo("half");
            assertThat(trial.results(0)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("processRunners")
    void s2002_an_init_step_that_fails_ends_the_pilot(String runner, @TempDir Path at) throws Exception {
        try (Trial trial = trial(runner, at)
                .init("raise ValueError(\"no init\")")
                .task(DOUBLE)
                .items(1)) {
            assertThatThrownBy(trial::run)
                    .hasMessageStartingWith("init failed (exit code 1): Traceback (most recent call last):")
                    .hasMessageEndingWith("ValueError: no init");
        }
    }

    @ParameterizedTest
    @MethodSource("runners")
    void s3000_external_directories_can_be_read(String runner, @TempDir Path at, @TempDir Path outside)
            throws Exception {
        Files.writeString(outside.resolve("table"), "a table");
        String read = "def task(text): return open(\"%s/table\").read()\n".formatted(outside);
        try (Trial trial = trial(runner, at).task(read).items(1)) {
            trial.set("EWMS_PILOT_EXTERNAL_DIRECTORIES", outside + ",").run();
            assertThat(trial.texts(1)).containsExactly("a table");
        }
    }

    @ParameterizedTest
    @MethodSource("runners")
    void s4000_no_result_is_fine(String runner, @TempDir Path at) throws Exception {
        try (Trial trial =
                trial(runner, at).task("def task(text): return None\n").items(2)) {
            assertThat(trial.run()).isEqualTo(StopReason.IDLE);
            assertThat(trial.results(0)).isEmpty();
            assertThat(trial.deadLetters(0)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("processRunners")
    void s5000_files_are_named_in_the_environment_too(String runner, @TempDir Path at) throws Exception {
        String code = """
                import os
                open(os.environ["EWMS_TASK_OUTFILE"], "w").write(open(os.environ["EWMS_TASK_INFILE"]).read())
                """;
        try (Trial trial = trial(runner, at).script(code).texts("x")) {
            trial.run();
            assertThat(trial.texts(1)).containsExactly("x");
        }
    }

    @ParameterizedTest
    @MethodSource("runners")
    void s6000_the_users_environment_reaches_the_task(String runner, @TempDir Path at) throws Exception {
        String code =
                "import os\ndef task(text): return os.environ[\"FOO\"] + os.environ[\"NUMBER\"] + os.environ.get(\"EWMS_PILOT_RUNNER\", \"\")\n";
        try (Trial trial = trial(runner, at).task(code).items(1)) {
            trial.set("EWMS_PILOT_TASK_ENV_JSON", "{\"FOO\": \"two\\nlines 'of' $text\", \"NUMBER\": 5}")
                    .run();
            assertThat(trial.texts(1)).containsExactly("two\nlines 'of' $text5");
        }
    }

    @ParameterizedTest
    @MethodSource("runners")
    void an_event_that_keeps_failing_ends_as_a_dead_letter_with_reason_and_the_others_are_done(
            String runner, @TempDir Path at) throws Exception {
        String some = """
                def task(text):
                    if text == "item1": raise ValueError("never item1")
                    return text
                """;
        try (Trial trial = trial(runner, at).task(some).items(3)) {
            trial.set("EWMS_PILOT_STOP_LISTENING_ON_TASK_ERROR", "false")
                    .set("EWMS_PILOT_TIMEOUT_QUEUE_INCOMING", "6")
                    .set("EWMS_PILOT_MAX_ATTEMPTS", "2");
            assertThatThrownBy(trial::run).hasMessageStartingWith("2 TASK(S) FAILED: ");
            assertThat(trial.texts(2)).containsExactlyInAnyOrder("item0", "item2");
            assertThat(trial.deadLetters(1))
                    .singleElement()
                    .extracting(Message::headers)
                    .satisfies(headers -> assertThat(headers.get("ewms-dead-letter-reason"))
                            .contains("exit code 1")
                            .contains("ValueError: never item1")
                            .contains(" (on "));
        }
    }
}
