package org.ewms.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ewms run} in a process of its own, stopped by Ctrl-C or killed on the way: only the rest runs, and nothing is left behind. */
class RunResumeIT {
    private static final int INPUTS = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @TempDir
    Path work = Path.of("");

    private static void signal(EwmsProcess process, String signal) throws IOException, InterruptedException {
        int code = new ProcessBuilder(
                        "kill", signal, Long.toString(process.process().pid()))
                .start()
                .waitFor();
        assertThat(code).isZero();
    }

    private EwmsProcess start(RunTrial trial, Object... options) throws IOException {
        return EwmsProcess.start(work, trial.arguments(options).toArray());
    }

    /** Processes that carry this test's directory in their command line. */
    private long tasksRunning() {
        return ProcessHandle.allProcesses()
                .filter(each -> each.info()
                        .commandLine()
                        .orElse("")
                        .contains(work.resolve("script.sh").toString()))
                .filter(each -> !each.info().commandLine().orElse("").contains(Ewms.class.getName()))
                .count();
    }

    private static void awaitStarts(RunTrial trial, int count) {
        await().atMost(PATIENCE).until(() -> trial.starts().size() >= count);
    }

    @Test
    void after_ctrl_c_the_same_command_line_runs_only_the_rest() throws Exception {
        RunTrial trial = RunTrial.of(work, INPUTS);
        try (EwmsProcess first = start(trial)) {
            awaitStarts(trial, 40);
            signal(first, "-INT");
            assertThat(first.await()).isEqualTo(130);
            assertThat(first.errors()).last().asString().contains("go on with the same command line");
            JsonNode last = EwmsRun.parse(first.lines().getLast());
            assertThat(last.path("interrupted").asBoolean()).isTrue();
            assertThat(tasksRunning()).isZero();
            long settled = last.path("done").asLong() + last.path("failed").asLong();
            assertThat(settled).isBetween(1L, INPUTS - 1L);
            rest(trial, settled);
        }
    }

    /** What was settled did not run again; of the others none is missing. */
    private static void rest(RunTrial trial, long settled) throws IOException {
        Map<Integer, Integer> before = trial.starts();
        EwmsRun second = trial.run();
        JsonNode last = RunTrial.last(second);
        assertThat(second.code()).isEqualTo(1);
        assertThat(last.path("done").asLong()
                        + last.path("failed").asLong()
                        - last.path("failed_before").asLong())
                .isEqualTo(INPUTS - settled);
        assertThat(last.path("failed").asInt()).isEqualTo(2);
        Map<Integer, Integer> starts = trial.starts();
        assertThat(starts).hasSize(INPUTS);
        long more = starts.values().stream().mapToInt(each -> each).sum()
                - before.values().stream().mapToInt(each -> each).sum();
        assertThat(more).isEqualTo(INPUTS - settled);
        trial.hasResultsOf(INPUTS, n -> !RunTrial.fails(n));
        assertThat(trial.failures()).containsExactly(37, 137);
    }

    @Test
    void killed_at_any_moment_it_goes_on_and_leaves_no_process() throws Exception {
        long seed = Long.getLong("run.seed", System.nanoTime());
        System.out.println("run.seed=" + seed);
        Random random = new Random(seed);
        RunTrial trial = RunTrial.of(work, INPUTS);
        for (int round = 1; round <= 2; round++) {
            int target = trial.starts().size() + 20 + random.nextInt(40);
            try (EwmsProcess killed = start(trial)) {
                awaitStarts(trial, target);
                killed.kill();
            }
            await().atMost(PATIENCE).until(() -> tasksRunning() == 0);
        }
        Map<Integer, Integer> before = trial.starts();
        EwmsRun last = trial.run();
        counts(last);
        trial.hasResultsOf(INPUTS, n -> !RunTrial.fails(n));
        assertThat(trial.failures()).containsExactly(37, 137);
        // Only what was under way when it was killed may have run more than once: some for each worker and kill.
        int workers = Runtime.getRuntime().availableProcessors();
        assertThat(trial.starts().values().stream().filter(n -> n > 1).count())
                .as("started more than once; %s before the last run", before.size())
                .isLessThanOrEqualTo(2L * (workers + 20));
        assertThat(List.of("broker", "tasks"))
                .allSatisfy(
                        each -> assertThat(trial.runDirectory().resolve(each)).doesNotExist());
    }

    private static void counts(EwmsRun run) {
        JsonNode last = RunTrial.last(run);
        assertThat(last.path("done").asInt()
                        + last.path("failed").asInt()
                        + last.path("skipped").asInt())
                .isEqualTo(INPUTS);
    }

    @Test
    void tasks_and_all_they_started_die_with_a_killed_run() throws Exception {
        RunTrial trial = RunTrial.of(work, 4);
        trial.script("sh -c 'sleep 600; : script.sh' & sleep 600");
        try (EwmsProcess killed = start(trial)) {
            awaitStarts(trial, 2);
            killed.kill();
        }
        await().atMost(PATIENCE).until(() -> tasksRunning() == 0);
        trial.script(":");
        assertThat(trial.run().code()).isZero();
        trial.hasResultsOf(4, n -> true);
    }

    @Test
    void two_at_once_with_one_journal_are_refused() throws Exception {
        RunTrial trial = RunTrial.of(work, 2);
        trial.script("exec sleep 600");
        try (EwmsProcess first = start(trial)) {
            awaitStarts(trial, 1);
            EwmsRun second = trial.run();
            assertThat(second.code()).isEqualTo(1);
            assertThat(second.errors()).first().asString().contains("being run already", "--run-dir");
            signal(first, "-INT");
            assertThat(first.await()).isEqualTo(130);
        }
        assertThat(Files.exists(trial.output(1))).isFalse();
    }
}
