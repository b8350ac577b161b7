package org.ewms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ewms run}, to its end. {@code -Drun.inputs=10000} for more of them. */
class RunCommandIT {
    private static final int INPUTS = Integer.getInteger("run.inputs", 400);

    @TempDir
    Path work = Path.of("");

    private static void counts(JsonNode last, int done, int failed, int skipped) {
        assertThat(List.of(
                        last.path("done").asInt(),
                        last.path("failed").asInt(),
                        last.path("skipped").asInt()))
                .as("done, failed, skipped of %s", last)
                .containsExactly(done, failed, skipped);
        assertThat(last.path("wall_seconds").asDouble()).isPositive();
    }

    @Test
    void all_results_are_there_and_exactly_the_failures_are_listed() throws IOException {
        RunTrial trial = RunTrial.of(work, INPUTS);
        int failing = INPUTS / 100;
        EwmsRun run = trial.run();
        assertThat(run.code()).isEqualTo(1);
        counts(RunTrial.last(run), INPUTS - failing, failing, 0);
        trial.hasResultsOf(INPUTS, n -> !RunTrial.fails(n));
        assertThat(trial.failures())
                .isEqualTo(IntStream.rangeClosed(1, INPUTS)
                        .filter(RunTrial::fails)
                        .boxed()
                        .collect(Collectors.toCollection(TreeSet::new)));
        assertThat(run.errors())
                .anySatisfy(line ->
                        assertThat(line).contains("37.in: exit code 3 after").endsWith("bad luck with 37"))
                .last()
                .asString()
                .endsWith("ewms run --retry-failed " + trial.runDirectory());
        assertThat(trial.starts().values()).hasSize(INPUTS).containsOnly(1);
    }

    @Test
    void the_same_command_line_again_runs_nothing_and_hides_no_failure() throws IOException {
        RunTrial trial = RunTrial.of(work, 40);
        trial.run();
        trial.forgetStarts();
        EwmsRun again = trial.run();
        assertThat(again.code()).isEqualTo(1);
        counts(RunTrial.last(again), 0, 1, 39);
        assertThat(again.errors()).anySatisfy(line -> assertThat(line).contains("bad luck with 37"));
        assertThat(trial.starts()).isEmpty();
    }

    @Test
    void what_is_new_changed_or_gone_runs_again_and_nothing_else() throws IOException {
        RunTrial trial = RunTrial.of(work, 30);
        assertThat(trial.run().code()).isZero();
        trial.forgetStarts();
        Files.writeString(trial.input(1), "101\n");
        Files.delete(trial.output(2));
        Files.writeString(trial.output(3), "not what the script wrote\n");
        Files.writeString(trial.input(31), "31\n");
        EwmsRun again = trial.run();
        counts(RunTrial.last(again), 4, 0, 27);
        assertThat(RunTrial.last(again).path("run_again").asInt()).isEqualTo(3);
        assertThat(trial.starts().keySet()).isEqualTo(Set.of(101, 2, 3, 31));
        assertThat(trial.output(1)).hasContent("result of 101");
        assertThat(trial.output(3)).hasContent("result of 3");
    }

    @Test
    void failures_are_tried_again_by_one_command_after_the_script_is_mended() throws IOException {
        RunTrial trial = RunTrial.of(work, 40);
        trial.run();
        trial.forgetStarts();
        Files.writeString(trial.script(), Files.readString(trial.script()).replace("= 37", "= 100"));
        EwmsRun retry = EwmsRun.of("run", "--retry-failed", trial.runDirectory(), "--workers", "3");
        assertThat(retry.code()).as("%s", retry.errors()).isZero();
        counts(RunTrial.last(retry), 1, 0, 39);
        assertThat(trial.starts().keySet()).isEqualTo(Set.of(37));
        trial.hasResultsOf(40, n -> true);
        assertThat(trial.failures()).isEmpty();
    }

    @Test
    void an_edited_script_is_another_command() throws IOException {
        RunTrial trial = RunTrial.of(work, 10);
        trial.run();
        trial.script("true");
        EwmsRun again = trial.run();
        counts(RunTrial.last(again), 10, 0, 0);
        assertThat(RunTrial.last(again).path("run_again").asInt()).isEqualTo(10);
    }

    @Test
    void a_failing_task_has_its_retries_and_a_slow_one_its_time() throws IOException {
        RunTrial trial = RunTrial.of(work, 2);
        trial.script("[ $n = 1 ] && exec sleep 600; [ $n = 2 ] && exit 4");
        EwmsRun run = trial.run("--retries", "2", "--timeout", "700ms");
        counts(RunTrial.last(run), 0, 2, 0);
        assertThat(trial.starts()).containsEntry(1, 3).containsEntry(2, 3);
        assertThat(Files.readAllLines(trial.runDirectory().resolve("failures.jsonl")))
                .anySatisfy(line -> assertThat(line).contains("timed out after 0.7 s", "\"attempts\":3"))
                .anySatisfy(line -> assertThat(line).contains("\"exit_code\":4", "\"attempts\":3"));
    }

    @Test
    void results_go_into_a_directory_with_the_inputs_own_subdirectories() throws IOException {
        for (String name : List.of("data/a/x.json", "data/b/c/x.json")) {
            Files.createDirectories(work.resolve(name).getParent());
            Files.writeString(work.resolve(name), name);
        }
        Path results = work.resolve("results");
        EwmsRun run = EwmsRun.of(
                "run",
                "--run-dir",
                work.resolve("run"),
                "--out",
                results,
                "--out-ext",
                ".json",
                "--",
                "cp",
                "{{INFILE}}",
                "{{OUTFILE}}",
                "--inputs",
                work + "/data/**/*.json");
        assertThat(run.code()).as("%s", run.errors()).isZero();
        assertThat(results.resolve("a/x.json")).hasContent("data/a/x.json");
        assertThat(results.resolve("b/c/x.json")).hasContent("data/b/c/x.json");
    }

    @Test
    void results_go_into_one_archive() throws IOException {
        RunTrial trial = RunTrial.of(work, 12);
        Path archive = work.resolve("all.zip");
        assertThat(trial.run("--archive", archive).code()).isZero();
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            assertThat(zip.stream()).hasSize(12);
            assertThat(new String(
                            zip.getInputStream(zip.getEntry("7.out")).readAllBytes(),
                            java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo("result of 7\n");
        }
        trial.hasResultsOf(12, n -> false);
    }

    @Test
    void a_list_names_the_inputs() throws IOException {
        RunTrial trial = RunTrial.of(work, 5);
        Path list = Files.write(
                work.resolve("list"),
                Stream.of(trial.input(2), trial.input(4)).map(Path::toString).toList());
        EwmsRun run = EwmsRun.of(
                "run",
                "--run-dir",
                trial.runDirectory(),
                "--inputs-from",
                list,
                "--",
                "sh",
                trial.script(),
                "{{INFILE}}",
                "{{OUTFILE}}");
        assertThat(run.code()).isZero();
        assertThat(run.out().getFirst()).startsWith("run     2 done, 0 failed, 0 skipped");
        trial.hasResultsOf(5, n -> n % 2 == 0);
    }

    @Test
    void a_resident_worker_takes_one_input_after_another() throws IOException {
        RunTrial trial = RunTrial.of(work, 50);
        Path worker = trial.worker();
        EwmsRun run = EwmsRun.of(
                "run",
                "--run-dir",
                trial.runDirectory(),
                "--inputs",
                work + "/data/*.in",
                "--resident",
                "--output-mode",
                "json",
                "--",
                "python3",
                worker);
        counts(RunTrial.last(run), 49, 1, 0);
        trial.hasResultsOf(50, n -> !RunTrial.fails(n));
        assertThat(trial.failures()).containsExactly(37);
    }

    @Test
    void what_tasks_print_goes_to_a_log_if_wanted() throws IOException {
        RunTrial trial = RunTrial.of(work, 3);
        trial.script("echo \"hello from $n\"");
        assertThat(trial.run("--task-log", work.resolve("log.txt")).code()).isZero();
        assertThat(Files.readString(work.resolve("log.txt"))).contains("hello from 1", "hello from 2", "hello from 3");
    }
}
