package org.ewms.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ewms run --site}: the work of a run is done by pilots that a batch system started, and nothing of them is left. */
class RunSiteIT {
    private static final int INPUTS = 150;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    private Path work = Path.of("set by JUnit");

    private SiteTrial site(String wait) throws IOException {
        RunTrial trial = RunTrial.of(work, INPUTS);
        trial.script(wait);
        return SiteTrial.of(trial, "kind: local\nslots: 3\ngrace: 5");
    }

    @Test
    void pilots_that_are_killed_are_replaced_and_nothing_is_lost() throws Exception {
        SiteTrial site = site("sleep 0.1");
        RunTrial trial = site.trial();
        try (EwmsProcess run = EwmsProcess.start(work, site.line(3))) {
            await().atMost(PATIENCE).until(() -> trial.starts().size() >= 10);
            site.pilots().forEach(ProcessHandle::destroyForcibly);
            assertThat(run.await()).isEqualTo(Failures.FAILED);
            JsonNode last = EwmsRun.parse(run.lines().getLast());
            assertThat(last.path("done").asInt()).isEqualTo(INPUTS - 2);
            assertThat(last.path("failed").asInt()).isEqualTo(2);
            assertThat(trial.failures()).containsExactly(37, 137);
            trial.hasResultsOf(INPUTS, n -> !RunTrial.fails(n));
            site.leftNothing();
            assertThat(String.join(
                            "\n", EwmsRun.of("logs", trial.runDirectory()).lines()))
                    .contains(".err <==")
                    .contains("node limits");
        }
    }

    @Test
    void a_resident_worker_is_started_once_by_each_pilot_and_given_many_inputs() throws Exception {
        SiteTrial site = site(":");
        RunTrial trial = site.trial();
        EwmsRun run = EwmsRun.of(
                "run",
                "--run-dir",
                trial.runDirectory(),
                "--inputs",
                work + "/data/*.in",
                "--site",
                "there",
                "--sites",
                site.sites(),
                "--workers",
                2,
                "--resident",
                "--output-mode",
                "json",
                "--",
                "python3",
                trial.worker());
        assertThat(run.code()).as(() -> run.errors().toString()).isEqualTo(Failures.FAILED);
        assertThat(RunTrial.last(run).path("done").asInt()).isEqualTo(INPUTS - 2);
        assertThat(trial.failures()).containsExactly(37, 137);
        trial.hasResultsOf(INPUTS, n -> !RunTrial.fails(n));
        site.leftNothing();
    }

    @Test
    void a_run_that_was_killed_leaves_pilots_that_the_next_one_removes() throws Exception {
        SiteTrial site = site("sleep 0.05");
        RunTrial trial = site.trial();
        List<Long> left;
        try (EwmsProcess first = EwmsProcess.start(work, site.line(3))) {
            await().atMost(PATIENCE).until(() -> trial.starts().size() >= 10);
            first.kill();
            left = site.pilots().stream().map(ProcessHandle::pid).toList();
            assertThat(left).isNotEmpty();
        }
        EwmsRun second = EwmsRun.of(site.line(3));
        assertThat(second.code()).as(() -> second.errors().toString()).isEqualTo(Failures.FAILED);
        assertThat(left).allSatisfy(pid -> assertThat(ProcessHandle.of(pid)).isEmpty());
        trial.hasResultsOf(INPUTS, n -> !RunTrial.fails(n));
        site.leftNothing();
    }

    @Test
    void pilots_that_end_without_having_done_anything_end_the_run_with_what_they_said() throws Exception {
        Path sites = Files.writeString(work.resolve("sites.yaml"), """
                sites:
                  there: {kind: local, slots: 30, pilot: {command: [sh, -c, exit 9]}}
                """);
        EwmsRun run = EwmsRun.of(new SiteTrial(RunTrial.of(work, INPUTS), sites).line(4));
        assertThat(run.code()).isEqualTo(Failures.FAILED);
        assertThat(run.errors()).anyMatch(line -> line.contains("exit code 9") && line.contains("run/pilots"));
    }
}
