package org.ewms.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.ewms.batch.contract.HtcondorPool;
import org.ewms.batch.contract.SlurmCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ewms run --site}: the work of a run is done by pilots that a batch system started, and nothing of them is left. */
class RunSiteIT {
    private static final int INPUTS = 150;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path work = Path.of("set by JUnit");

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
    }

    private Path sites(String more) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        return Files.writeString(work.resolve("sites.yaml"), """
                sites:
                  there:
                %s
                    pilot:
                      command: [%s, -Xmx128m, -XX:+UseSerialGC, -XX:TieredStopAtLevel=1, -cp, "%s", %s, pilot]
                """.formatted(
                        more.indent(4).stripTrailing(), java, classPath(), Ewms.class.getName()));
    }

    private Object[] arguments(RunTrial trial, Path sites, int workers, Object... more) {
        List<Object> options = new ArrayList<>(List.of("--site", "there", "--sites", sites));
        options.addAll(List.of("--broker-host", "127.0.0.1", "--workers", workers));
        options.addAll(List.of(more));
        return trial.arguments(options.toArray()).toArray();
    }

    /** Processes of pilots: they are told the run's directory by their environment. */
    private List<ProcessHandle> pilots() {
        return ProcessHandle.allProcesses()
                .filter(each -> {
                    try {
                        return Files.readString(
                                        Path.of("/proc/" + each.pid() + "/environ"), StandardCharsets.ISO_8859_1)
                                .contains("EWMS_PILOT_DATA_DIR_PARENT_PATH_ON_HOST=" + work);
                    } catch (IOException e) {
                        return false;
                    }
                })
                .toList();
    }

    private void hasEnded(RunTrial trial, JsonNode last) throws IOException {
        assertThat(last.path("done").asInt()).isEqualTo(INPUTS - 2);
        assertThat(last.path("failed").asInt()).isEqualTo(2);
        assertThat(trial.failures()).containsExactly(37, 137);
        trial.hasResultsOf(INPUTS, n -> !RunTrial.fails(n));
        assertThat(pilots()).isEmpty();
        try (Stream<Path> left = Files.walk(trial.runDirectory())) {
            assertThat(left.filter(each -> each.toString().contains("credential")))
                    .isEmpty();
        }
    }

    private void wholeWay(Path sites) throws Exception {
        RunTrial trial = RunTrial.of(work, INPUTS);
        EwmsRun run = EwmsRun.of(arguments(trial, sites, 3));
        assertThat(run.code()).as(() -> run.errors().toString()).isEqualTo(Failures.FAILED);
        hasEnded(trial, RunTrial.last(run));
        assertThat(trial.starts()).hasSize(INPUTS);
        // What failed is tried again where it failed, after a repair.
        Files.writeString(trial.script(), "echo \"result of $(cat \"$1\")\" > \"$2\"");
        EwmsRun again = EwmsRun.of("run", "--retry-failed", trial.runDirectory());
        assertThat(again.code()).as(() -> again.errors().toString()).isZero();
        trial.hasResultsOf(INPUTS, n -> true);
        assertThat(pilots()).isEmpty();
    }

    @Test
    void pilots_that_slurm_started_do_the_work_and_try_again_what_failed() throws Exception {
        try (SlurmCluster slurm = SlurmCluster.start(work.resolve("slurm"))) {
            wholeWay(sites("kind: slurm\ntools: " + slurm.tools()));
        }
    }

    @Test
    void pilots_that_htcondor_started_do_the_work_and_try_again_what_failed() throws Exception {
        Path repository = Path.of(System.getProperty("user.home"), ".m2");
        try (HtcondorPool pool = HtcondorPool.start(work.resolve("pool"), repository)) {
            wholeWay(sites("kind: htcondor\ntools: " + pool.tools()));
        }
    }

    @Test
    void after_ctrl_c_no_pilot_is_left_and_the_same_line_runs_only_the_rest() throws Exception {
        Path sites = sites("kind: local\nslots: 3\ngrace: 5");
        RunTrial trial = RunTrial.of(work, INPUTS);
        trial.script("sleep 0.05");
        long settled;
        try (EwmsProcess first = EwmsProcess.start(work, arguments(trial, sites, 3))) {
            await().atMost(PATIENCE).until(() -> trial.starts().size() >= 20);
            new ProcessBuilder("kill", "-INT", Long.toString(first.process().pid()))
                    .start()
                    .waitFor();
            assertThat(first.await()).isEqualTo(Failures.INTERRUPTED);
            assertThat(pilots()).isEmpty();
            JsonNode last = EwmsRun.parse(first.lines().getLast());
            settled = last.path("done").asLong() + last.path("failed").asLong();
            assertThat(settled).isBetween(1L, INPUTS - 1L);
        }
        trial.script(":");
        EwmsRun second = EwmsRun.of(arguments(trial, sites, 3));
        JsonNode last = RunTrial.last(second);
        assertThat(last.path("skipped").asLong() + last.path("done").asLong()).isEqualTo(INPUTS - 2);
        trial.hasResultsOf(INPUTS, n -> !RunTrial.fails(n));
    }

    @Test
    void pilots_that_are_killed_are_replaced_and_nothing_is_lost() throws Exception {
        Path sites = sites("kind: local\nslots: 3\ngrace: 5");
        RunTrial trial = RunTrial.of(work, INPUTS);
        trial.script("sleep 0.1");
        try (EwmsProcess run = EwmsProcess.start(work, arguments(trial, sites, 3))) {
            await().atMost(PATIENCE).until(() -> trial.starts().size() >= 10);
            pilots().forEach(ProcessHandle::destroyForcibly);
            assertThat(run.await()).isEqualTo(Failures.FAILED);
            hasEnded(trial, EwmsRun.parse(run.lines().getLast()));
            assertThat(String.join(
                            "\n", EwmsRun.of("logs", trial.runDirectory()).lines()))
                    .contains(".err <==")
                    .contains("node limits");
        }
    }

    @Test
    void a_run_that_was_killed_leaves_pilots_that_the_next_one_removes() throws Exception {
        Path sites = sites("kind: local\nslots: 3\ngrace: 5");
        RunTrial trial = RunTrial.of(work, INPUTS);
        trial.script("sleep 0.05");
        List<Long> left;
        try (EwmsProcess first = EwmsProcess.start(work, arguments(trial, sites, 3))) {
            await().atMost(PATIENCE).until(() -> trial.starts().size() >= 10);
            first.kill();
            left = pilots().stream().map(ProcessHandle::pid).toList();
            assertThat(left).isNotEmpty();
        }
        EwmsRun second = EwmsRun.of(arguments(trial, sites, 3));
        assertThat(second.code()).as(() -> second.errors().toString()).isEqualTo(Failures.FAILED);
        assertThat(left).allSatisfy(pid -> assertThat(ProcessHandle.of(pid)).isEmpty());
        trial.hasResultsOf(INPUTS, n -> !RunTrial.fails(n));
        assertThat(pilots()).isEmpty();
    }

    @Test
    void pilots_that_end_without_having_done_anything_end_the_run_with_what_they_said() throws Exception {
        Path sites = Files.writeString(work.resolve("sites.yaml"), """
                sites:
                  there: {kind: local, slots: 30, pilot: {command: [sh, -c, exit 9]}}
                """);
        EwmsRun run = EwmsRun.of(arguments(RunTrial.of(work, INPUTS), sites, 4));
        assertThat(run.code()).isEqualTo(Failures.FAILED);
        assertThat(run.errors()).anyMatch(line -> line.contains("exit code 9") && line.contains("run/pilots"));
    }
}
